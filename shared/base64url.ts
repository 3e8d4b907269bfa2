const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A text as base64url of its UTF-8 bytes, without padding (RFC 4648, section 5). */
export function toBase64Url(text: string): string {
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  let bits = "";
  for (const byte of bytes) {
    const code = byte.length > 1 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0);
    bits += code.toString(2).padStart(8, "0");
  }
  return bits.replace(/.{1,6}/g, (six) => ALPHABET[Number.parseInt(six.padEnd(6, "0"), 2)]!);
}

/** The text again. Throws where it isn't UTF-8; whether it is the one right spelling shows when it is encoded again. */
export function fromBase64Url(encoded: string): string {
  const bits = encoded.replace(/./gs, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(6, "0"));
  const bytes = bits.match(/.{8}/g) ?? [];
  return decodeURIComponent(
    bytes.map((byte) => `%${Number.parseInt(byte, 2).toString(16).padStart(2, "0")}`).join(""),
  );
}
