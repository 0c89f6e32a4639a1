// Proofs of one entry, and that a log only grew: the same part of `storage/ledger/verify.py`.

const PROOF_LIMIT = 512 * 1024;

/** Throws TreeError unless the proof shows that `leaf` is number `index` of the `size` leaves under this root. */
function verifyInclusion(leaf, index, size, proof, root) {
  demand(index >= 0 && index < size, "there is no such leaf in a tree of that size");
  const inner = bits(index ^ (size - 1n));
  demand(proof.length === steps(index, inner), "the proof has not the length for this leaf");
  const over = (node, beside, level) => (isLeft(index, inner, level) ? nodeHash(beside, node) : nodeHash(node, beside));
  demand(hex(proof.reduce(over, leaf)) === root, "the proof does not lead to this root");
}

/** Throws TreeError unless the proof shows that the tree of `second` leaves begins with that of `first`. */
function verifyConsistency(first, second, proof, firstRoot, secondRoot) {
  demand(first > 0 && first <= second, "there are no two trees of those sizes, the older not empty");
  if (first === second) return demand(!proof.length && firstRoot === secondRoot, "two trees of one size are not the same");
  // The proof starts from the last full subtree of the older tree, and goes up from there as for the inclusion of a leaf.
  const height = BigInt(bits(first & -first) - 1);
  const way = (first - 1n) >> height;
  const inner = bits(way ^ ((second - 1n) >> height));
  // If that subtree is all of the older tree, its root is known and left out.
  const [start, ...rest] = way ? proof : [fromHex(firstRoot), ...proof];
  demand(start && rest.length === steps(way, inner), "the proof has not the length for these sizes");
  let [older, newer] = [start, start];
  rest.forEach((beside, level) => {
    const left = isLeft(way, inner, level);
    if (left) older = nodeHash(beside, older);
    newer = left ? nodeHash(beside, newer) : nodeHash(newer, beside);
  });
  demand(hex(older) === firstRoot, "the proof does not lead to the older root");
  demand(hex(newer) === secondRoot, "the proof does not lead to the newer root");
}

// Sizes and numbers are BigInts here, because the operators of bits are too narrow for numbers.

function bits(number) {
  return number ? number.toString(2).length : 0;
}

function steps(number, inner) {
  return inner + (number >> BigInt(inner)).toString(2).replaceAll("0", "").length;
}

function isLeft(number, inner, step) {
  return step >= inner || ((number >> BigInt(step)) & 1n) === 1n;
}

function demand(holds, otherwise) {
  if (!holds) throw new TreeError(otherwise);
}

/** What is to be said of a proof. */
function verifyProof(text, known, evidence) {
  try {
    return new Claim(parse(text.trim())).answer(known, evidence);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { code: 2, headline: `CANNOT TELL - this is not a proof that can be read: ${error.message}.`, details: [] };
  }
}

function isProof(text) {
  try {
    return parse(text.trim()).get("touchline") === "ledger-proof";
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return false;
  }
}

/** What a proof claims. Throws RecordError for what is none. */
class Claim {
  constructor(proof) {
    const proves = proof.get("proves");
    const names = ["touchline", "v", "proves", "origin", "path", "to", ...(proves === "entry" ? ["seq", "body"] : ["from"])];
    const fits = proof.get("touchline") === "ledger-proof" && isWhole(proof.get("v"), 1, 1);
    if (!(fits && ["entry", "growth"].includes(proves) && hasOnly(proof, names))) {
      throw new RecordError("it is not a proof of this format");
    }
    const path = proof.get("path");
    this.origin = proof.get("origin");
    if (!(Array.isArray(path) && path.length < 128 && path.every(isHash) && typeof this.origin === "string")) {
      throw new RecordError("its hashes, or the name of its log, are not as they should be");
    }
    this.path = path.map(fromHex);
    this.notes = [];
    this.to = this.end(proof.get("to"));
    this.start = proves === "entry" ? null : this.end(proof.get("from"));
    if (proves === "growth") return;
    this.seq = proof.get("seq");
    this.body = proof.get("body");
    if (!(isWhole(this.seq, 1) && typeof this.body === "string")) throw new RecordError("it has no entry");
  }

  end(end) {
    const [size, root, note] = end instanceof Map ? ["size", "root", "note"].map((key) => end.get(key)) : [];
    if (typeof note !== "string" || !hasOnly(end, ["size", "root", "note"])) throw new RecordError("it names no checkpoint");
    if (!(isWhole(size, 1) && isHash(root))) throw new RecordError("its checkpoint is not as it should be");
    this.notes.push(...findNotes(note).notes);
    return new Held(size, root);
  }

  answer(known, evidence) {
    const sayings = () => [...evidence.sayings([this.origin])];
    const fault = this.fault();
    if (fault) return { code: 1, headline: `NO - ${fault}.`, details: sayings() };
    const fromHere = (notes) => notes.filter((note) => note.origin === this.origin && !evidence.doubt(note));
    const good = [...fromHere(evidence.notes), ...known, ...(evidence.keys.length ? fromHere(this.notes) : [])];
    const ends = this.start ? [this.start, this.to] : [this.to];
    for (const { size, root } of ends) {
      const against = (many) => many.some((one) => one.size === size && one.root !== root);
      if (against(evidence.keys.length ? good : known)) {
        const what = `this proof is of another history than the checkpoint of ${entries(size)} that you hold`;
        return { code: 1, headline: `NO - ${what}.`, details: sayings() };
      }
      if (against(good)) {
        const what = `a checkpoint of ${entries(size)} disagrees with this proof, and ${UNCHECKED}`;
        return { code: 2, headline: `CANNOT TELL - ${what}.`, details: sayings() };
      }
    }
    const among = (many, end) => many.some(({ size, root }) => size === end.size && root === end.root);
    const missing = ends.filter((end) => !among(good, end));
    if (missing.length) {
      const needs = missing.map(({ size, root }) => `It needs the checkpoint of ${entries(size)}, root ${root}.`);
      return { code: 2, headline: `CANNOT TELL - ${this.why(missing[0], evidence)}.`, details: [...needs, ...sayings()] };
    }
    const apart = this.apart(ends, known, evidence);
    if (apart) return { code: 2, headline: `CANNOT TELL - ${apart}.`, details: sayings() };
    const own = (end) => among(this.notes, end) && !among(evidence.notes, end) && !among(known, end);
    const how = (end) => (own(end) ? "is in the proof, signed with the key that you gave" : "matches");
    const details = [...ends.map((end) => `${end} ${how(end)}.`), ...sayings(), `The log is ${named(this.origin)}.`];
    const unread = evidence.unread();
    if (unread) return { code: 2, headline: `CANNOT TELL - ${unread}.`, details };
    return { code: 0, headline: `YES - ${this.shown()}.`, details };
  }

  /** Why what is held cannot be joined to this proof; "" if it can, or nothing is. */
  apart(ends, known, evidence) {
    const held = [...evidence.notes.filter((note) => note.origin === this.origin && !evidence.doubt(note)), ...known];
    if (held.length && !held.some(({ size, root }) => ends.some((end) => end.size === size && end.root === root))) {
      const size = held.map((one) => one.size).sort(ascending).at(-1);
      const [first, last] = [size, this.to.size].sort(ascending).map(grouped);
      const what = `this proof does not reach the checkpoint of ${entries(size)} that you hold`;
      return `${what}: ask for the proof of growth from ${first} to ${last} entries too`;
    }
    const away = evidence.elsewhereHeld([this.origin]);
    return away.length ? `a checkpoint that you hold is from ${evidence.elsewhere(away.at(-1), [this.origin])}` : "";
  }

  /** Why a checkpoint that it needs is not there. */
  why(missing, evidence) {
    const here = evidence.notes.filter(({ origin }) => origin === this.origin).at(-1);
    const otherwise = here && !evidence.doubt(here) ? "" : evidence.otherwise([this.origin]);
    return otherwise || `the proof needs the checkpoint of ${entries(missing.size)}, which you did not give`;
  }

  shown() {
    if (this.start) {
      return `the log of ${entries(this.start.size)} only grew: they are unchanged in that of ${entries(this.to.size)}`;
    }
    const dated = day(decode(this.body).get("at"));
    return `entry ${grouped(this.seq)} of ${dated} is in the log, unchanged, with ${entries(this.to.size)} in all`;
  }

  /** Why it does not hold together by itself, or "". */
  fault() {
    const { start, to, path, seq, body } = this;
    try {
      if (start) {
        verifyConsistency(BigInt(start.size), BigInt(to.size), path, start.root, to.root);
        return "";
      }
      verifyInclusion(leafHash(body), BigInt(seq) - 1n, BigInt(to.size), path, to.root);
      return decode(body).get("seq") === seq ? "" : "the entry in this proof has another number than the proof says";
    } catch (error) {
      if (!(error instanceof TreeError || error instanceof RecordError)) throw error;
      const what = start ? "that the log only grew" : `that this is entry ${grouped(seq)} of the log`;
      return `this does not show ${what}: ${error.message}`;
    }
  }
}

function hasOnly(value, names) {
  return value.size === names.length && names.every((name) => value.has(name));
}
