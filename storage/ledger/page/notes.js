// Checkpoints in pasted text, and the keys that sign them: the same part of `storage/ledger/verify.py`.

const PASTED_LIMIT = 8 * 1024 * 1024;
const NOTES_LIMIT = 10_000;
const TRIES_LIMIT = 2000; // signatures that do not hold, in all that is given
const LAST_SECOND = 253402300800n; // the first second of the year 10000, beyond every date
const [LOG_KEY, WITNESS_KEY] = [1, 4];

// Python's idea of space, in which some controls are and the byte order mark is not.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
// What is seen of no word: hyphens and joints, directions of writing, the backslash before a sign.
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\\]/g;
const AROUND = "*_`<>|"; // bold and italic letters, addresses, and quoted lines that a mail program wrapped
// Over text in which every space is one blank: a mail program may have put a line break wherever there was one, and within words.
// No mark of a signature can stand within the base64 of another, so that each is looked at once, however many there are.
const HEAD = /(?<![^ ])([^ ]{1,255}) (0|[1-9][0-9]{0,15}) ((?:[A-Za-z0-9+/] ?){43}=)(?![^ ])/gu;
const SIGNATURE =
  / ?(?<![^ ])(?:[^\p{L}\p{N}_ +/]{1,5}|â€”) ?([^ +]{1,255}) ((?:[A-Za-z0-9+/] ?){60,6000}={1,2}(?: =(?![^ ]))?)(?![^ ])/u.source;
const FROM_HERE = /checkpoint: from here(?:(?!to here|checkpoint:).){0,100}/gu; // and what is right below

class Key {
  constructor(name, bytes, id) {
    this.name = name;
    this.bytes = bytes;
    this.id = id;
  }

  /** From C2SP's verifier key, name+hexid+base64. Throws an Error in words for people. */
  static read(text, kind) {
    const [, name, id, material] = /^([^+]*)\+?([^+]*)\+?(.*)$/s.exec(text.trim());
    const raw = fromBase64(material) ?? new Uint8Array();
    if (!(name && raw.length === 33 && raw[0] === kind) || name.search(SPACES) >= 0) {
      const where = kind === LOG_KEY ? "name+id+base64, the whole last line of a checkpoint e-mail" : "name+id+base64";
      throw new Error(`this is not the verifier key of a ${kind === LOG_KEY ? "log" : "witness"}: ${where}`);
    }
    const number = hex(noble.sha256(joined(encoder.encode(`${name}\n`), raw)).subarray(0, 4));
    if (id.toLowerCase() !== number) {
      throw new Error("this verifier key was not copied whole: its id is not that of its name and key");
    }
    return new Key(name, raw.subarray(1), number);
  }
}

/** What this is the one proper base64 of, or null. */
function fromBase64(text) {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const raw = atob(text);
  return btoa(raw) === text ? bytesOf(raw) : null;
}

/** Bytes from a string that has one character for each. */
function bytesOf(binary) {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** How many signatures may still turn out not to hold. Those that do hold are no more than there are checkpoints. */
class Tries {
  constructor() {
    this.left = TRIES_LIMIT;
    this.ended = false; // whether a signature was left untried
  }

  /** The first signature that holds, or null. */
  first(made, holds) {
    for (const signature of made) {
      if (!this.left) {
        this.ended = true;
        return null;
      }
      if (holds(signature)) return signature;
      this.left -= 1;
    }
    return null;
  }
}

/** A checkpoint as it was signed; each signature has a name, a key's id and what it made. Sizes beyond doubles are BigInts. */
class Note {
  constructor(origin, size, root) {
    this.origin = origin;
    this.size = Number.isSafeInteger(Number(size)) ? Number(size) : BigInt(size);
    this.root = hex(root);
    this.text = `${origin}\n${size}\n${btoa(String.fromCharCode(...root))}\n`;
    this.signatures = new Map();
  }

  /** Whether the log is one of a name that signed it, as those of logs are. */
  get isOfSigner() {
    return [...this.signatures.values()].some(({ name }) => isOf(name, this.origin));
  }

  /** What is said to be made by a key: any may be the true one, others were damaged on their way, or put there. */
  madeBy(key) {
    const signatures = [...this.signatures.values()].filter(({ name, id }) => name === key.name && id === key.id);
    return signatures.map(({ bytes }) => bytes);
  }

  /** Whether the log's key has signed it; null if no signature says that it is by this key. */
  signedBy(key, tries) {
    const made = this.madeBy(key);
    const text = encoder.encode(this.text);
    const held = tries.first(made, (signature) => ed25519Verify(key.bytes, text, signature));
    return made.length ? held !== null : null;
  }

  /** When the witness says that it saw this checkpoint, in seconds from 1970; null if it does not, -1 if that is forged. */
  seenBy(witness, tries) {
    const time = (signature) => BigInt(`0x0${hex(signature.subarray(0, 8))}`);
    const made = this.madeBy(witness);
    const held = tries.first(made, (signature) => {
      const said = encoder.encode(`cosignature/v1\ntime ${time(signature)}\n${this.text}`);
      return time(signature) < LAST_SECOND && ed25519Verify(witness.bytes, said, signature.subarray(8));
    });
    if (held) return Number(time(held));
    return made.length ? -1 : null;
  }
}

/** Every checkpoint in a text, each once, by size; why others cannot be read; and whether there were more than are taken. */
function findNotes(pasted) {
  const notes = new Map();
  const unreadable = new Map();
  let more = false;
  let number = 0;
  for (const texts of readings(pasted)) {
    const marked = [];
    for (const text of texts) {
      const line = text.replace(UNSEEN, "").split(SPACES).map(bare).filter(Boolean).join(" ");
      const heads = [...line.matchAll(HEAD)];
      const starts = heads.map(({ index }) => index);
      orphans(line.slice(0, starts[0]), unreadable);
      heads.forEach(([whole, origin, size, written], place) => {
        // Below it is what stands before the next: else each would be given the signatures of all after it.
        const below = line.slice(starts[place] + whole.length, starts[place + 1]);
        const root = fromBase64(written.replaceAll(" ", ""));
        const signatures = [];
        const next = new RegExp(SIGNATURE, "uy");
        let end = 0;
        for (let found; (next.lastIndex = end), (found = next.exec(below)); ) {
          end = next.lastIndex;
          const signature = signatureOf(found);
          if (signature) signatures.push(signature);
        }
        const known = root && `${origin} ${size} ${hex(root)}`;
        if (!root) {
          unreadable.set(`${origin} ${size}`, `the root of the one of ${named(origin)} with ${size} entries was mangled`);
        } else if (!signatures.length) {
          const why = `the one of ${named(origin)} with ${size} entries has no signature below it`;
          unreadable.set(`${size} ${hex(root)}`, why);
        } else if (notes.size < NOTES_LIMIT || notes.has(known)) {
          if (!notes.has(known)) notes.set(known, new Note(origin, size, root));
          for (const signature of signatures) {
            const { signatures: all } = notes.get(known);
            const same = `${signature.name} ${signature.key}`;
            if (!all.has(same)) all.set(same, signature);
          }
        } else {
          more = true;
        }
        orphans(below.slice(end), unreadable);
      });
      marked.push(emptyMarks(line, starts));
    }
    // The same marks are in each reading, unless it hides some.
    const most = marked.reduce((count, marks) => Math.max(count, marks.length), 0);
    const all = marked.filter((marks) => marks.length === most);
    if (all[0].some((_, place) => all.every((marks) => marks[place]))) {
      unreadable.set(number, 'where it says "checkpoint: from here" there is none that can be made out');
    }
    number += 1;
  }
  // What one reading of the text could not make out, another did.
  for (const note of notes.values()) {
    unreadable.delete(`${note.origin} ${note.size}`);
    unreadable.delete(`${note.size} ${note.root}`);
    for (const signature of note.signatures.values()) unreadable.delete(signature.key);
  }
  const same = ({ size, root }) => `${size} ${root}`;
  const whole = new Set([...notes.values()].filter((note) => note.isOfSigner).map(same));
  const found = [...notes.values()].filter((note) => note.isOfSigner || !whole.has(same(note)));
  found.sort((one, other) => ascending(one.size, other.size));
  return { notes: found, unreadable: [...unreadable.values()].slice(0, NOTES_LIMIT), more };
}

/** A word without what stands around it. */
function bare(word) {
  let [start, end] = [0, word.length];
  while (start < end && AROUND.includes(word[start])) start += 1;
  while (start < end && AROUND.includes(word[end - 1])) end -= 1;
  return word.slice(start, end);
}

/** Of each mark that says that a checkpoint begins: whether none does below it. */
function emptyMarks(line, heads) {
  let before = 0;
  return [...line.matchAll(FROM_HERE)].map((mark) => {
    while (heads[before] < mark.index) before += 1;
    return !(heads[before] < mark.index + mark[0].length);
  });
}

function signatureOf([, name, written]) {
  const whole = written.replaceAll(" ", "");
  // A lone "=" below it may be its own, wrapped off, or begin the words that follow.
  const made = fromBase64(whole) ?? (whole.endsWith("==") ? fromBase64(whole.slice(0, -1)) : null);
  if (!made) return null;
  const id = hex(made.subarray(0, 4));
  return { name, id, bytes: made.subarray(4), key: `${id}+${hex(made.subarray(4))}` };
}

/** Signatures with no checkpoint above them that can be read. */
function orphans(between, unreadable) {
  for (const found of between.matchAll(new RegExp(SIGNATURE, "ug"))) {
    const signature = signatureOf(found);
    if (signature && [64, 72].includes(signature.bytes.length)) {
      unreadable.set(signature.key, `above a signature by ${named(signature.name)} there is no whole checkpoint`);
    }
  }
}
