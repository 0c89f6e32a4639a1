// A pasted text in each way in which it may be meant: the same part of `storage/ledger/verify.py`, with its `html.unescape` and
// `quopri.decodestring` as far as text with checkpoints needs them.

const QUOTED = /(?<![^\n])[ \t]*(?:(?:[\p{L}\p{N}_]{0,3}>|\|)[ \t]?)+/gu;
const TAG = /<\/?[A-Za-z][^<>]{0,500}>/g;
const BASE64_LINES = /(?<![^\n])[A-Za-z0-9+/]{40,}[A-Za-z0-9+/=\r\n]*/g;

/** The text, and each text that is in it as lines of base64, in each way in which it may be meant. */
function* readings(pasted) {
  const text = unquoted(pasted);
  yield ways(text);
  for (const [lines] of text.matchAll(BASE64_LINES)) {
    const whole = lines.replace(/[\r\n=]/g, "");
    yield ways(unquoted(fromUtf8(bytesOf(atob(whole + "A".repeat(-whole.length & 3))))));
  }
}

/** A text as it is, out of a mail's transfer encoding, and out of HTML. */
function ways(text) {
  const texts = [text];
  if (/=(?:3d|e2)/i.test(text)) texts.push(unquoted(fromUtf8(fromQuotedPrintable(encoder.encode(text)))));
  return [...texts, ...texts.filter((one) => /[<&]/.test(one)).map((one) => unescaped(one.replace(TAG, " ")))];
}

function unquoted(text) {
  return text.replace(QUOTED, "");
}

function fromUtf8(bytes) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

const [EQUALS, RETURN, FEED] = [61, 13, 10];

/** The bytes that these stand for; an equals sign that encodes nothing stays. */
function fromQuotedPrintable(bytes) {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== EQUALS) {
      out[length++] = bytes[at];
    } else if (bytes[at + 1] === FEED || bytes[at + 1] === RETURN) {
      at = bytes.indexOf(FEED, at); // a line that goes on
      if (at < 0) break;
    } else if (at + 1 < bytes.length) {
      const digits = String.fromCharCode(...bytes.subarray(at + 1, at + 3));
      const encoded = /^[0-9A-Fa-f]{2}$/.test(digits);
      out[length++] = encoded ? parseInt(digits, 16) : EQUALS;
      if (encoded || digits[0] === "=") at += encoded ? 2 : 1;
    }
  }
  return out.subarray(0, length);
}

const NAMED = {
  amp: "&", AMP: "&", lt: "<", LT: "<", gt: ">", GT: ">", quot: '"', QUOT: '"', nbsp: "\u00a0", shy: "\u00ad",
  "apos;": "'", "mdash;": "\u2014", "ndash;": "\u2013", "horbar;": "\u2015", "dash;": "\u2010", "hyphen;": "\u2010",
  "ensp;": "\u2002", "emsp;": "\u2003", "thinsp;": "\u2009", "hairsp;": "\u200a", "zwj;": "\u200d", "zwnj;": "\u200c",
  "ZeroWidthSpace;": "\u200b", "plus;": "+", "sol;": "/", "equals;": "=", "lowbar;": "_", "period;": ".",
  "NewLine;": "\n", "Tab;": "\t", "colon;": ":", "vert;": "|",
}; // prettier-ignore

/** Character references in HTML, of those by name the ones that may stand in or around a checkpoint. */
function unescaped(text) {
  return text.replace(/&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([^\t\n\f <&#;]{1,32};?))/g, (whole, decimal, hexadecimal, name) => {
    if (name) {
      for (let end = name.length; end > 1; end--) {
        const found = NAMED[name.slice(0, end)];
        if (found) return found + name.slice(name[end] === ";" ? end + 1 : end);
      }
      return whole;
    }
    const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
    if (code >= 0x80 && code < 0xa0) return new TextDecoder("windows-1252").decode(Uint8Array.of(code));
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? "\ufffd" : String.fromCodePoint(code);
  });
}
