// The verdict: the same part of `storage/ledger/verify.py`, with the same words.

/** What is held against an export: the root of the log at a size, in hex. */
class Held {
  constructor(size, root, namedBy = "", covers = true) {
    this.size = size;
    this.root = root;
    this.namedBy = namedBy; // the volume that follows, if it is its first entry that says so
    this.covers = covers; // whether what agrees with it is beyond doubt
  }

  toString() {
    const by = this.namedBy ? `The end that ${named(this.namedBy)} names,` : "The checkpoint of";
    return `${by} ${entries(this.size)}, root ${this.root},`;
  }

  /** In order, each once. */
  static sorted(many) {
    const parts = ({ size, root, namedBy, covers }) => [size, root, namedBy, covers];
    const once = new Map(many.map((held) => [parts(held).join(" "), held]));
    const inOrder = (one, other) => parts(one).reduce((order, part, at) => order || ascending(part, parts(other)[at]), 0);
    return [...once.values()].sort(inOrder);
  }
}

/** The checkpoints in a pasted text (null if none was pasted), the keys that check them, and what is to be said about them. */
class Evidence {
  constructor(pasted, keys, witnesses) {
    this.notes = pasted?.notes ?? [];
    this.unreadable = pasted?.unreadable ?? [];
    this.any = pasted !== null;
    this.more = pasted?.more ?? false;
    this.tries = new Tries();
    this.keys = [];
    this.addKeys(keys);
    this.ownWord = !keys.length; // whether the keys are only those that the log itself names
    this.witnesses = witnesses;
    this.found = new Map(); // which of the keys signed a note, which is not asked twice
  }

  takeWord(keys) {
    if (!this.ownWord) return;
    for (const key of keys) {
      try {
        this.addKeys([Key.read(key, LOG_KEY)]);
      } catch {
        continue; // what is no key is passed over
      }
    }
    this.found.clear();
  }

  /** Each once. */
  addKeys(keys) {
    for (const key of keys) {
      if (!this.keys.some(({ name, bytes }) => name === key.name && sameBytes(bytes, key.bytes))) this.keys.push(key);
    }
  }

  /** Each key, and whether it signed a checkpoint, of whatever log that is. */
  signed(note) {
    if (!this.found.has(note)) this.found.set(note, this.keys.map((key) => [key, note.signedBy(key, this.tries)]));
    return this.found.get(note);
  }

  /** Why this checkpoint cannot be relied on; "" if it can, as far as there is a key to check it with. */
  doubt(note) {
    if (note.size === 0) return "is of an empty log and covers nothing";
    const signed = this.signed(note);
    const some = (as) => signed.some(([, held]) => held === as);
    const whose = this.ownWord ? "the log itself names" : "you gave";
    if (!signed.length || signed.some(([{ name }, held]) => held && isOf(name, note.origin))) return "";
    if (some(true)) return `is signed with the key that ${whose}, which is the key of another log`;
    if (!some(false)) return `is not signed with the key that ${whose}`;
    if (this.tries.ended) return "has more signatures than are tried";
    return `has a signature that the key which ${whose} did not make: it was damaged or forged`;
  }

  isOurs(note, origins) {
    // Whoever names a new key can give it another name.
    const signers = [...this.keys, ...(this.ownWord ? note.signatures.values() : [])];
    return signers.some(({ name }) => [note.origin, ...origins].every((of) => isOf(name, of)));
  }

  elsewhere(note, origins) {
    return this.isOurs(note, origins) ? `another volume of this log, ${named(note.origin)}` : "another log";
  }

  splits(origins) {
    const seen = new Map();
    const pairs = [];
    for (const note of this.keys.length ? this.notes : []) {
      if (!(origins.includes(note.origin) || this.isOurs(note, origins)) || this.doubt(note)) continue;
      const same = `${note.size} ${note.origin}`;
      if (!seen.has(same)) seen.set(same, note);
      else if (seen.get(same).root !== note.root) pairs.push([seen.get(same), note]);
    }
    return pairs;
  }

  /**
   * Checkpoints from none of these logs that may say otherwise: the log may have been renamed. Of another organisation they are
   * for certain only where a key was given and did not sign them.
   */
  elsewhereHeld(origins) {
    if (origins.includes("")) return [];
    return this.notes
      .filter((note) => note.size !== 0 && !origins.includes(note.origin))
      .filter((note) => this.ownWord || this.signed(note).some(([, held]) => held));
  }

  /** What of it might say otherwise and was not compared, so that there can be no YES; "" if all was. */
  unused(audits) {
    if (this.unread()) return this.unread();
    const origins = audits.map(({ origin }) => origin);
    const known = ({ origin, size, root }) => `${origin} ${size} ${root}`;
    const ends = new Set(audits.map(({ previous }) => previous && known(previous)));
    const left = this.elsewhereHeld(origins).filter((note) => !ends.has(known(note)));
    if (!left.length) return this.unread(); // once more: signatures were tried
    const these = left.length === 1 ? "1 checkpoint is" : `${grouped(left.length)} checkpoints are`;
    let advice = "the key that you gave signed it, so ask whether this log was renamed";
    if (this.isOurs(left.at(-1), origins)) advice = "give the export of that volume too";
    else if (this.ownWord) advice = "give the mails of this log alone, or the key";
    return `${these} from ${this.elsewhere(left.at(-1), origins)}: ${advice}`;
  }

  /** What was given and could not be read or tried, if so. */
  unread() {
    const most = grouped(NOTES_LIMIT);
    if (this.more) return `there are more than ${most} checkpoints in what you gave, and not all were read: give fewer mails`;
    if (this.unreadable.length) return `not every checkpoint in what you gave can be read: ${this.unreadable[0]}`;
    return this.tries.ended ? `${grouped(TRIES_LIMIT)} signatures do not hold, and more were not tried: give fewer mails` : "";
  }

  /** Whether this must be a later volume, because its name is the ledger's and more. */
  isLater({ origin }) {
    return this.keys.some(({ name }) => isOf(name, origin) && origin !== name);
  }

  otherwise(origins) {
    if (!this.any) return "";
    const here = this.notes.filter(({ origin }) => origins.includes(origin) || origins.includes(""));
    if (here.length) return this.doubt(here.at(-1)) && `this checkpoint ${this.doubt(here.at(-1))}`;
    if (this.notes.length) {
      const where = this.notes.map((note) => this.elsewhere(note, origins));
      const these = this.notes.length === 1 ? "this checkpoint is" : "these checkpoints are";
      return `${these} from ${where.reduce((one, other) => (other.length > one.length ? other : one))}`;
    }
    return this.unreadable[0] ?? "there is no checkpoint in what you gave";
  }

  *sayings(origins) {
    const found = this.notes.length;
    if (this.any) yield `Found in what you gave: ${grouped(found)} checkpoint${found === 1 ? "" : "s"}.`;
    const away = this.notes.filter(({ origin }) => !origins.includes("") && !origins.includes(origin));
    yield* some(
      away.map((note) => `Not compared: the checkpoint of ${entries(note.size)} is from ${this.elsewhere(note, origins)}.`),
      "more checkpoints from elsewhere",
    );
    yield* some(this.unreadable.map((why) => `Not readable: ${why}.`), "more that cannot be read");
    if (found && !this.keys.length) {
      yield "Their signatures were not checked: no key was given, and the log names none.";
    } else if (found && this.ownWord) {
      yield "Signatures were checked with the key that the log itself names: its own word, unless you give one.";
    }
    for (const witness of this.witnesses) {
      const seen = this.notes.map((note) => [note, note.seenBy(witness, this.tries)]).filter(([, at]) => at !== null);
      const lines = seen.map(([note, at]) => this.seen(named(witness.name), entries(note.size), at));
      yield* some(lines.length ? lines : [`No checkpoint has a line of the witness ${named(witness.name)}.`], "more lines of it");
    }
  }

  seen(name, size, at) {
    const bad = this.tries.ended ? "has more copies than are tried" : "was damaged or forged";
    if (at < 0) return `The line of the witness ${name} under the checkpoint of ${size} ${bad}.`;
    return `The witness ${name} saw the checkpoint of ${size} on ${day(new Date(at * 1000).toISOString())}.`;
  }
}

/** What is said of a checkpoint that disagrees where no key is known: anybody may have made it. */
const UNCHECKED = "cannot be checked without the key of the log: give that too";

/** What is to be said of one export, with what is held against it. */
class Verdict {
  constructor(audit, held, evidence, broken) {
    this.audit = audit;
    this.size = audit.tree.size;
    this.covered = 0; // the size of the newest checkpoint that matched
    this.dated = ""; // how far it reaches in time
    this.doubt = ""; // what forbids a YES without being a fault
    this.lines = [];
    const notes = evidence.notes.filter(({ origin }) => !audit.origin || origin === audit.origin);
    const agrees = ({ size, root }) => audit.marks.get(size)?.[0] === root;
    const doubt = (note) => evidence.doubt(note) || (evidence.keys.length || agrees(note) ? "" : UNCHECKED);
    const good = notes.filter((note) => !doubt(note)).map(({ size, root }) => new Held(size, root));
    const faults = audit.faults.map(([at, what]) => [at, 1, what]);
    faults.push(...broken.map((what) => [this.size, 1, what]), ...this.compare(Held.sorted([...held, ...good])));
    // What was found in entries, and what checkpoints say, in the order of the entries.
    faults.sort((one, other) => ascending(one[0], other[0]) || ascending(one[1], other[1]));
    this.faults = faults.map(([, , what]) => what);
    const doubted = [];
    for (const note of notes) {
      const why = doubt(note);
      if (!why) continue;
      doubted.push(`Not relied on: the checkpoint of ${entries(note.size)}, root ${note.root}: it ${why}.`);
      if (evidence.ownWord && note.size && !agrees(note)) {
        this.doubt = `a checkpoint of ${entries(note.size)} disagrees with this file, and ${why}`;
      }
    }
    this.lines.push(...some(doubted, "more checkpoints that are not relied on"));
  }

  /** Compare roots; gives the faults, each with its place. */
  compare(held) {
    const { marks, stopped, newest, closing } = this.audit;
    const faults = [];
    const good = held.filter(({ size, root }) => marks.get(size)?.[0] === root);
    const bad = held.filter(({ size, root }) => marks.has(size) && marks.get(size)[0] !== root);
    const ahead = held.filter(({ size }) => !marks.has(size));
    for (const { size, covers } of good) if (covers) [this.covered, this.dated] = [size, marks.get(size)[1]];
    for (const size of new Set(bad.map(({ size }) => size))) {
      faults.push([size, 0, `history up to entry ${grouped(size)} was changed`]);
    }
    const own = Math.max(newest, closing?.get("size") ?? 0);
    const total = [own, ...ahead.map(({ size }) => size)].reduce((one, other) => (other > one ? other : one));
    if (total > this.size && !stopped) {
      const gone = BigInt(total) - BigInt(this.size);
      faults.push([-1, 0, `${grouped(gone)} of ${entries(total)} ${gone === 1n ? "is" : "are"} gone`]);
      if (own <= this.size) {
        this.lines.push("A file older than the mail is only too short: ask first for an export made after it.");
      }
    }
    if (bad.length || (ahead.length && !stopped)) {
      const first = [...bad, ...ahead].map(({ size }) => size).sort(ascending)[0];
      const last = good.filter(({ size }) => size < first).at(-1)?.size;
      const start = last ? `good with ${entries(last)}${marks.get(last)[1]}` : "nothing older is known to be good";
      const dated = marks.get(first)?.[1] ?? "";
      const byFile = dated && `, by the file${dated}`;
      this.lines.push(`Narrowest interval: ${start}; no longer with ${entries(first)}${byFile}.`);
      if (good.length && good.at(-1).size > first) {
        this.lines.push(`But newer checkpoints match: another history was signed for ${entries(first)}.`);
      }
    }
    const said = new Map(good.map((one) => [one, "matches"]));
    for (const one of bad) said.set(one, "does not match");
    for (const one of ahead) said.set(one, "has more than were read; an older export cannot reach it");
    this.lines.push(...some(held.map((one) => `${one} ${said.get(one)}.`), "more checkpoints like these"));
    return faults;
  }

  /** The code and the headline; `otherwise` says why nothing that was given could be compared, if that is so. */
  result(otherwise) {
    if (this.faults.length) return [1, `NO - ${this.faults[0]}.`];
    const doubt = this.audit.stopped || this.doubt || (this.covered ? "" : otherwise);
    if (doubt) return [2, `CANNOT TELL - ${doubt}.`];
    if (this.covered) return [0, `YES - ${every(this.covered, this.dated)} present and unchanged.`];
    return [0, `YES - ${every(this.size, this.audit.dated)} in order, but no checkpoint was compared.`];
  }

  *details(given) {
    const { audit } = this;
    if (audit.withheld) yield `Withheld, and checked by hash alone: ${entries(audit.withheld)}.`;
    yield* some(this.faults.slice(1).map((fault) => `Also: ${fault}.`), "more faults before these");
    if (audit.unnamed) yield `Also: ${grouped(audit.unnamed)} more faults in entries.`;
    if (this.faults.length && audit.stopped) {
      yield `The check ended early: ${audit.stopped}.`;
    } else if (!this.faults.length && !audit.stopped && this.size > this.covered) {
      yield this.covered
        ? `In order, but newer than any checkpoint compared: ${entries(this.size - this.covered)}.`
        : "The file agrees with itself. Only a checkpoint you hold shows that nothing was cut or rewritten.";
    }
    yield* this.lines;
    const origins = given.map((one) => one.audit.origin);
    const { previous, next } = audit;
    if (previous && !origins.includes(previous.origin)) {
      const { origin, size, root } = previous;
      yield `It goes on from ${named(origin)} with ${entries(size)}, root ${root}. That volume was not looked at.`;
    }
    if (next && !origins.includes(next)) {
      yield `It is closed, and ${named(next)} goes on from it. That volume was not looked at.`;
    }
    yield audit.isExport
      ? `The file says that it is the log ${named(audit.origin)} of ${named(audit.org)}.`
      : "An export is what `touchline ledger export` writes; its name ends in .jsonl.";
  }
}

/** The verdict on one export or several volumes. `known` is held against each of them. */
function judge(given, known, evidence) {
  for (const { keys } of given) evidence.takeWord(keys);
  const { audits, parted, doubt, lines } = eachOnce(given);
  const verdicts = [];
  const origins = audits.map(({ origin }) => origin);
  for (const audit of newestFirst(audits)) {
    const held = [...known];
    const broken = [...unlikeTheEnd(audit, origins, evidence)];
    for (const later of verdicts) {
      const said = later.audit.previous;
      if (said?.origin !== audit.origin) continue;
      const [follows, beyond] = [named(later.audit.origin), audit.tree.size - said.size];
      if (beyond <= 0) held.push(new Held(said.size, said.root, later.audit.origin, later.covered > 0));
      if (beyond > 0 && !audit.stopped) {
        broken.push(`${follows} goes on from entry ${grouped(said.size)}, but there are ${entries(audit.tree.size)}`);
      } else if (beyond === 0 && audit.record && audit.next !== later.audit.origin) {
        broken.push(`the last entry does not say that ${follows} goes on from it`);
      }
    }
    verdicts.push(new Verdict(audit, held, evidence, broken));
  }
  verdicts.reverse();
  const splits = evidence.splits(origins);
  const covers = verdicts.some(({ covered }) => covered);
  const otherwise = covers ? "" : evidence.otherwise(origins);
  const beside = ({ audit }) => `no checkpoint that you gave covers ${named(audit.origin)}`; // where another is covered
  const results = verdicts.map((one) => one.result(covers ? beside(one) : otherwise));
  let [code, headline] = results.find(([of]) => of === 1) ?? results.find(([of]) => of === 2) ?? results[0];
  const details = [];
  if (splits.length && code !== 1) {
    [code, headline] = [1, `NO - two checkpoints of ${entries(splits[0][0].size)} have different roots.`];
  }
  if (parted && code !== 1) [code, headline] = [1, `NO - ${parted}.`];
  if (verdicts.length === 1) {
    details.push(...verdicts[0].details(verdicts));
  } else {
    if (code === 0) {
      headline = `YES - ${ofAll(verdicts)}.`;
      const withheld = audits.reduce((total, audit) => total + audit.withheld, 0);
      if (withheld) details.push(`Withheld, and checked by hash alone: ${entries(withheld)}.`);
    }
    verdicts.forEach((verdict, place) => {
      const found = [results[place][1], ...verdict.details(verdicts)];
      details.push(`${named(verdict.audit.origin)}:`, ...found.map((line) => `  ${line}`));
    });
  }
  for (const [one, other] of splits) {
    const pair = `root ${one.root} and root ${other.root}`;
    details.push(`Two histories were signed: checkpoints of ${named(one.origin)} with ${entries(one.size)} have ${pair}.`);
  }
  const last = verdicts.length === 1 ? [details.pop()] : [];
  const sayings = [...evidence.sayings(origins)]; // before what was left unused is asked: they try the lines of witnesses
  const unused = code === 0 ? doubt || evidence.unused(audits) : "";
  if (unused) [code, headline] = [2, `CANNOT TELL - ${unused}.`];
  return { code, headline, details: [...details, ...some(lines, "more exports of one volume"), ...sayings, ...last] };
}

/** What is wrong with the end of the volume before, as this one names it, where that volume itself was not given. */
function* unlikeTheEnd(audit, origins, evidence) {
  if (evidence.isLater(audit) && audit.first && !audit.previous) {
    yield `${named(audit.origin)} is a later volume, but its first entry does not say from what it goes on`;
  }
  if (!audit.previous || origins.includes(audit.previous.origin)) return;
  const { origin, size, root } = audit.previous;
  for (const note of evidence.keys.length ? evidence.notes : []) {
    if (note.origin !== origin || evidence.doubt(note)) continue;
    if (note.size === size && note.root !== root) {
      yield `history up to entry ${grouped(size)} of ${named(origin)} was changed`;
    } else if (note.size > size) {
      yield `${grouped(BigInt(note.size) - BigInt(size))} of ${entries(note.size)} of ${named(origin)} were left behind`;
    }
  }
}

function ofAll(verdicts) {
  const sum = (of) => verdicts.reduce((total, one) => total + of(one), 0);
  const covered = sum((one) => one.covered);
  const newest = verdicts.findLast((one) => one.covered)?.dated ?? verdicts.at(-1).audit.dated;
  const said = covered ? "present and unchanged" : "in order, but no checkpoint was compared";
  return `${every(covered || sum((one) => one.size), newest)} ${said}`;
}

/** Whether this is the ledger of that name, or a later volume of it. */
function isOf(name, origin) {
  return origin === name || origin.startsWith(`${name}/`);
}

/** The lines, the last ones alone if they are too many. */
function some(lines, more) {
  const leftOut = lines.length - FAULTS_NAMED;
  return leftOut <= 0 ? lines : [`And ${grouped(leftOut)} ${more}.`, ...lines.slice(leftOut)];
}

function every(count, dated) {
  return count === 1 ? `the 1 entry${dated} is` : `all ${grouped(count)} entries${dated} are`;
}
