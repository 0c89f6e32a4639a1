// Records, lines of an export and other JSON in ASCII, read strictly: `storage/ledger/verify.py`, "Records", in JavaScript.
// Each function does what the one of that name does there, in the same order, so that both say the same of any file.

const BODY_LIMIT = 64 * 1024;
const LINE_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 8;
const NESTED_LIMIT = 900; // levels at which Python's reader gives up too, some tens more or less
const INTEGER_LIMIT = 2 ** 53;
const FAULTS_NAMED = 20;
const KEYS_LIMIT = 20; // keys that one log names
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

class RecordError extends Error {}

/** A number with a fraction or an exponent: which one does not matter, for nothing here may hold any. */
const FRACTION = Symbol("not a whole number");

const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** The escapes that Python's json.dumps writes: for a character that has a short one, that; else four small hex digits. */
const OWN_ESCAPE = /^\\(?:["\\bfnrt]|u(?:00(?:0[0-7bef]|1[0-9a-f]|7f|[89a-f][0-9a-f])|(?!00)[0-9a-f]{4}))$/;
const WORDS = { t: "true", f: "false", n: "null", N: "NaN", I: "Infinity" };
const MEANINGS = { true: true, false: false, null: null, NaN: FRACTION, Infinity: FRACTION, "-Infinity": FRACTION };
const [QUOTE, BACKSLASH, MINUS, NINE, DELETE] = [34, 92, 45, 57, 127];

/**
 * Reads one JSON value. Objects become Maps, whole numbers beyond what a double holds exactly become BigInts.
 *
 * `canonical` says afterwards whether the text is the only one that this value may have: no spaces, keys in order, each
 * character escaped as json.dumps does it. It is looked at on the way, which costs a third of writing the value out again.
 */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.canonical = true;
  }

  whole() {
    this.space();
    const value = this.value(1);
    this.space();
    if (this.at !== this.text.length) this.fail();
    return value;
  }

  fail() {
    throw new RecordError("it is not plain JSON in ASCII");
  }

  space() {
    for (let code; (code = this.text.charCodeAt(this.at)) === 32 || code === 10 || code === 13 || code === 9; this.at++) {
      this.canonical = false;
    }
  }

  /** Whether this character comes next; if so, it is behind us. */
  takes(code) {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at += 1;
    return true;
  }

  value(depth) {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE) return this.string();
    if (code > NINE || this.text.startsWith("-I", this.at)) {
      if (depth > NESTED_LIMIT) this.fail();
      if (code === 123) return this.object(depth);
      if (code === 91) return this.list(depth);
      return this.word();
    }
    return this.number(code);
  }

  word() {
    const word = WORDS[this.text[this.at]] ?? "-Infinity";
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return MEANINGS[word];
  }

  number(code) {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) this.fail();
    this.at = NUMBER.lastIndex;
    const [, digits, fraction, exponent] = found;
    if (fraction || exponent) return FRACTION;
    if (digits.length > 17) throw new RecordError("a number in it is beyond 2**53");
    if (code === MINUS && digits === "-0") this.canonical = false;
    const number = Number(digits);
    // A double that large may stand for several numbers.
    if (Math.abs(number) < INTEGER_LIMIT || digits === String(INTEGER_LIMIT) || digits === String(-INTEGER_LIMIT)) return number;
    return BigInt(digits);
  }

  string() {
    const start = ++this.at;
    let escaped = false;
    for (let code; (code = this.text.charCodeAt(this.at)) !== QUOTE; ) {
      if (code === BACKSLASH) {
        this.escape();
        escaped = true;
      } else if (code >= 32) {
        if (code === DELETE) this.canonical = false;
        this.at += 1;
      } else {
        this.fail(); // a control character, or the end
      }
      if (this.at >= this.text.length) this.fail();
    }
    const inside = this.text.slice(start, this.at++);
    return escaped ? JSON.parse(`"${inside}"`) : inside;
  }

  escape() {
    const code = this.text.charCodeAt(this.at + 1);
    if (code === QUOTE || code === BACKSLASH) {
      this.at += 2; // nearly all of them: the text of a record within a line
      return;
    }
    ESCAPE.lastIndex = this.at;
    const found = ESCAPE.exec(this.text);
    if (!found) this.fail();
    this.at = ESCAPE.lastIndex;
    if (this.canonical && !OWN_ESCAPE.test(found[0])) this.canonical = false;
  }

  object(depth) {
    const value = new Map();
    let count = 0;
    let before = null;
    this.at += 1;
    this.space();
    if (!this.takes(125)) {
      do {
        this.space();
        if (this.text.charCodeAt(this.at) !== QUOTE) this.fail();
        const key = this.string();
        if (before !== null && before > key) this.canonical = false;
        before = key;
        this.space();
        if (!this.takes(58)) this.fail();
        this.space();
        value.set(key, this.value(depth + 1));
        count += 1;
        this.space();
      } while (this.takes(44));
      if (!this.takes(125)) this.fail();
    }
    if (value.size !== count) throw new RecordError("a key stands twice in one object");
    return value;
  }

  list(depth) {
    const value = [];
    this.at += 1;
    this.space();
    if (this.takes(93)) return value;
    do {
      this.space();
      value.push(this.value(depth + 1));
      this.space();
    } while (this.takes(44));
    if (!this.takes(93)) this.fail();
    return value;
  }
}

function isAscii(text) {
  return !/[^\x00-\x7f]/.test(text);
}

/** The object that a text stands for, and whether the text is its only one. */
function read(text) {
  if (!isAscii(text)) throw new RecordError("it is not plain JSON in ASCII");
  const reader = new Reader(text);
  const value = reader.whole();
  if (!(value instanceof Map)) throw new RecordError("it is not a JSON object");
  return [value, reader.canonical];
}

function parse(text) {
  return read(text)[0];
}

function isWhole(value, least, most = INTEGER_LIMIT) {
  return typeof value === "number" && least <= value && value <= most;
}

function isHash(value) {
  return typeof value === "string" && HASH.test(value);
}

function isName(value) {
  return typeof value === "string" && value !== "";
}

function isInstant(value) {
  const found = typeof value === "string" && INSTANT.exec(value);
  if (!found) return false;
  const [year, month, day] = found.slice(1, 4).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** Throws RecordError for what no record may hold. */
function lookAt(value, depth = 1) {
  if (typeof value === "bigint") throw new RecordError("a number in it is beyond 2**53: ids are written as strings");
  if (value === FRACTION) throw new RecordError("a number in it is not whole: scores are written in thousandths");
  if (value === null || typeof value !== "object") return;
  if (depth > DEPTH_LIMIT) throw new RecordError(`it is more than ${DEPTH_LIMIT} levels deep`);
  if (value instanceof Map) {
    for (const key of value.keys()) if (!isAscii(key)) throw new RecordError("a key in it is not an ASCII string");
  }
  value.forEach((item) => lookAt(item, depth + 1));
}

const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b" };

/** A string as Python's json.dumps writes it. */
function quoted(text) {
  const escaped = (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${/["\\]|[^ -~]/.test(text) ? text.replace(/["\\]|[^ -~]/g, escaped) : text}"`;
}

/** The one text of a value: keys in order, no spaces. */
function written(value) {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const members = [];
  for (const key of [...value.keys()].sort()) members.push(`${quoted(key)}:${written(value.get(key))}`);
  return `{${members.join(",")}}`;
}

/** The record with this text. Throws RecordError if no call of Python's `encode` could have given it. */
function decode(body) {
  const [record, canonical] = read(body);
  const required = [
    isWhole(record.get("v"), 1, 1) || "version that is 1",
    isWhole(record.get("seq"), 1) || "sequence number from 1",
    isInstant(record.get("at")) || "instant in UTC with microseconds",
    isName(record.get("kind")) || "kind",
    isName(record.get("actor")) || "actor",
    record.get("data") instanceof Map || "data",
  ];
  for (const missing of required) if (missing !== true) throw new RecordError(`it has no ${missing}`);
  lookAt(record);
  if ((canonical ? body : written(record)).length > BODY_LIMIT) {
    throw new RecordError(`it is longer than ${grouped(BODY_LIMIT)} bytes`);
  }
  if (!canonical) throw new RecordError("it is not equal to its own re-encoding");
  return record;
}

/** 1284 -> "1,284". */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function entries(count) {
  return count === 1 ? "1 entry" : `${grouped(count)} entries`;
}

/** A name out of a file, with every character that is not plain visible. */
function named(name) {
  return quoted([...name].slice(0, 200).join(""));
}

/** "2026-11-21T02:00..." -> "21 Nov 2026 02:00 UTC". */
function day(at) {
  return `${Number(at.slice(8, 10))} ${MONTHS[Number(at.slice(5, 7)) - 1]} ${Number(at.slice(0, 4))} ${at.slice(11, 16)} UTC`;
}
