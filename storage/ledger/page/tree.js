// The tree (RFC 6962) and signatures (Ed25519, RFC 8032) over the hashes and the curve of `noble.js`: see the same parts of
// `storage/ledger/verify.py`.

class TreeError extends Error {}

function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function fromHex(text) {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const leafRoom = new Uint8Array(1 + 3 * LINE_LIMIT); // no text in a line has more bytes
const nodeRoom = Uint8Array.of(1, ...new Uint8Array(64));
const encoder = new TextEncoder();

/** The leaf of an entry with this text. */
function leafHash(body) {
  const count = isAscii(body) ? encoder.encodeInto(body, leafRoom.subarray(1)).written : putUtf8(body, leafRoom, 1);
  return noble.sha256(leafRoom.subarray(0, 1 + count));
}

/** UTF-8 in which a lone surrogate has its three bytes, which TextEncoder would replace; gives how many bytes that is. */
function putUtf8(text, room, start) {
  let at = start;
  for (const character of text) {
    const code = character.codePointAt(0);
    if (code < 0x80) {
      room[at++] = code;
      continue;
    }
    const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    room[at++] = [0, 0xc0, 0xe0, 0xf0][more] | (code >> (6 * more));
    for (let left = more - 1; left >= 0; left--) room[at++] = 0x80 | ((code >> (6 * left)) & 0x3f);
  }
  return at - start;
}

function nodeHash(left, right) {
  nodeRoom.set(left, 1);
  nodeRoom.set(right, 33);
  return noble.sha256(nodeRoom);
}

/** A growing tree of which only the right edge is kept: one hash for each bit that is set in its size. */
class Frontier {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }

  append(leaf) {
    let node = leaf;
    for (let width = this.size; width % 2 === 1; width = (width - 1) / 2) node = nodeHash(this.peaks.pop(), node);
    this.peaks.push(node);
    this.size += 1;
  }

  /** In hex. */
  root() {
    if (!this.peaks.length) return hex(noble.sha256(new Uint8Array()));
    return hex(this.peaks.reduceRight((node, peak) => nodeHash(peak, node)));
  }
}

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function littleEndian(bytes) {
  return BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);
}

/** Whether this is the signature of the message under a public key of 32 bytes. Strict, as verify.py is. */
function ed25519Verify(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const scalar = littleEndian(signature.subarray(32));
  if (scalar >= ORDER) return false;
  let point;
  try {
    point = noble.Point.fromBytes(key);
  } catch {
    return false; // no point of the curve, or not in its canonical form
  }
  const hashed = noble.sha512(joined(signature.subarray(0, 32), key, message));
  const sum = noble.Point.BASE.multiply(scalar, false).subtract(point.multiply(littleEndian(hashed) % ORDER, false));
  return sameBytes(sum.toBytes(), signature.subarray(0, 32));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
