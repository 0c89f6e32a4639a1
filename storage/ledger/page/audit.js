// Reading an export, in pieces and in little memory: `Audit` of `storage/ledger/verify.py`.

const SLICE = 1024 * 1024;
const END = 1024; // bytes at the end of an export in which its closing line is looked for
const RESTORED = "log.restored"; // the kind of an entry after which checkpoints may be signed with another key

/** The lines of a file, by the slice. A line that is too long ends them, cut off behind the limit. */
async function* slicesOfLines(file, progress) {
  // One character for each byte: what is not ASCII stays visible as such, and is refused line by line.
  const decoder = new TextDecoder("windows-1252");
  let rest = "";
  for (let at = 0; at < file.size; at += SLICE) {
    const lines = (rest + decoder.decode(await file.slice(at, at + SLICE).arrayBuffer())).split("\n");
    rest = lines.pop();
    yield lines;
    if (rest.length > LINE_LIMIT) break;
    progress(Math.min(at + SLICE, file.size));
  }
  if (rest) yield [rest.slice(0, LINE_LIMIT + 1)];
}

// At these sizes each root is kept, to say where two exports differ: all up to 64, then 32 in each doubling.
const COMPARED = Array.from({ length: 40 * 64 }, (_, at) => ((at % 64) + 1) * 2 ** Math.floor(at / 64));

/** The size that an export's closing line claims, which is checked later; 0 if there is none. */
async function sizeAtEnd(file) {
  const end = new TextDecoder("windows-1252").decode(await file.slice(-END).arrayBuffer()).replace(/\n+$/, "");
  try {
    const size = parse(end.slice(end.lastIndexOf("\n") + 1)).get("size");
    return isWhole(size, 1) ? size : 0;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return 0;
  }
}

/** One pass over an export: what is in it, whatever is held against it. `sizes` are those of checkpoints and other exports. */
class Audit {
  constructor(sizes) {
    this.line = 0;
    this.isExport = false; // whether its first line says so, and which log it is of
    this.org = this.header = "";
    this.tree = new Frontier();
    this.first = null; // the record of the first entry, if it may be seen
    this.record = null; // that of the newest so far
    this.marks = new Map(); // size -> [the root at that size in hex, how far in time it reaches]
    this.withheld = 0;
    this.faults = []; // each with the number of entries before it
    this.unnamed = 0;
    this.stopped = ""; // why the pass ended before its time
    this.newest = 0; // the sequence number in the line before
    this.closing = null;
    this.keys = []; // the verifier keys that entries name
    this.ahead = [...new Set([...sizes, ...COMPARED])].filter((size) => size > 0).sort(ascending).reverse();
  }

  async read(file, progress) {
    try {
      for await (const lines of slicesOfLines(file, progress)) for (const line of lines) this.lookedAt(line);
      this.line += 1;
      this.marks.set(this.tree.size, [this.tree.root(), this.dated]);
      if (this.closing === null) throw new RecordError(this.isExport ? "the file ends before its closing line" : "the file is empty");
      if (this.closing.get("size") !== this.tree.size || this.closing.get("root") !== this.tree.root()) {
        this.faults.push([INTEGER_LIMIT, "the closing line does not fit these entries"]);
      }
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      this.stopped = this.isExport
        ? `line ${grouped(this.line)} cannot be read: ${error.message}`
        : `this is not an export of a ledger, or its start was changed (line 1: ${error.message})`;
    }
    return this;
  }

  get origin() {
    const said = this.opening("origin");
    return typeof said === "string" ? said : this.header;
  }

  get previous() {
    const said = this.opening("previous");
    if (!(said instanceof Map)) return null;
    const [origin, size, root] = [said.get("origin"), said.get("size"), said.get("root")];
    return typeof origin === "string" && isWhole(size, 1) && isHash(root) ? { origin, size, root } : null;
  }

  get next() {
    const said = this.record?.get("kind") === "log.closed" ? this.record.get("data").get("next") : null;
    return typeof said === "string" ? said : "";
  }

  get dated() {
    return this.record ? ` up to ${day(this.record.get("at"))}` : "";
  }

  opening(what) {
    return this.first?.get("kind") === "log.opened" ? this.first.get("data").get(what) : undefined;
  }

  lookedAt(text) {
    this.line += 1;
    if (this.closing !== null) throw new RecordError("it stands after the closing line");
    if (text.length + 1 > LINE_LIMIT) throw new RecordError(`it is longer than ${grouped(LINE_LIMIT)} bytes`);
    const line = parse(text);
    if (this.line === 1) return this.readHeader(line);
    if (!line.has("size")) return this.entry(line);
    if (!(line.size === 2 && isWhole(line.get("size"), 0) && isHash(line.get("root")))) {
      throw new RecordError("it is not a proper closing line");
    }
    this.closing = line;
  }

  readHeader(line) {
    if (line.get("touchline") !== "ledger-export") throw new RecordError("it does not say that it is one");
    if (!isWhole(line.get("v"), 1, 1)) throw new RecordError("the export is in a format that this program does not know");
    const [org, origin] = [line.get("org"), line.get("origin")];
    if (!(line.size === 4 && typeof org === "string" && typeof origin === "string")) {
      throw new RecordError("it does not say which log this is");
    }
    this.org = org;
    this.header = origin;
    this.isExport = true;
  }

  entry(line) {
    const [seq, leaf, body] = [line.get("seq"), line.get("leaf"), line.get("body")];
    const known = line.has("seq") && line.has("leaf") && line.size === (line.has("body") ? 3 : 2);
    if (!(known && (!line.has("body") || typeof body === "string") && isWhole(seq, 1) && isHash(leaf))) {
      throw new RecordError("it is neither an entry nor the closing line");
    }
    if (seq <= this.newest) this.fault(`entry ${grouped(seq)} stands after entry ${grouped(this.newest)}`);
    this.newest = seq;
    this.record = null;
    if (line.has("body")) {
      const hashed = leafHash(body);
      this.record = this.text(seq, leaf, body, hashed);
      if (body.includes(RESTORED)) this.restored(body);
      this.tree.append(hashed); // never the leaf beside it
    } else {
      this.withheld += 1;
      this.tree.append(fromHex(leaf));
    }
    if (this.tree.size === 1) this.begin();
    this.mark();
  }

  /** The record with this text, or null; then what is wrong with it is noted. */
  text(seq, leaf, body, hashed) {
    const fault = this.faultOf(seq, leaf, body, hashed);
    if (typeof fault !== "string") return fault;
    this.fault(fault);
    return null;
  }

  /** The record, or in words why there is none. */
  faultOf(seq, leaf, body, hashed) {
    if (hex(hashed) !== leaf) return `entry ${grouped(seq)} was changed: its text does not give the hash beside it`;
    let record;
    try {
      record = decode(body);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      return `entry ${grouped(seq)} is not a proper record: ${error.message}`;
    }
    const said = record.get("seq");
    return said === seq ? record : `entry ${grouped(seq)} was moved: its text is that of entry ${grouped(said)}`;
  }

  begin() {
    this.first = this.record;
    if (this.origin !== this.header) this.fault("the file's first line names another log than its first entry");
    this.addKey(this.opening("key"));
  }

  /** The key of an entry that says that the log was restored from a backup without its keys. */
  restored(body) {
    try {
      const record = decode(body);
      if (record.get("kind") === RESTORED) this.addKey(record.get("data").get("key"));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
    }
  }

  addKey(key) {
    if (typeof key === "string" && this.keys.length < KEYS_LIMIT) this.keys.push(key);
  }

  fault(what) {
    if (this.faults.length < FAULTS_NAMED) this.faults.push([this.tree.size, `${what} (line ${grouped(this.line)})`]);
    else this.unnamed += 1;
  }

  /** Keep the root at the sizes that are asked for. */
  mark() {
    while (this.ahead.length && this.ahead.at(-1) <= this.tree.size) {
      this.marks.set(this.ahead.pop(), [this.tree.root(), this.dated]);
    }
  }
}

/** For sorting numbers and BigInts, and strings by their units. */
function ascending(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
