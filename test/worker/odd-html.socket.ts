import fc from "fast-check";

/** Labels of all encodings that the rewriter knows, and some that it doesn't. */
const LABELS = (
  "utf-8 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 " +
  "windows-1258 windows-874 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 " +
  "iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh x-mac-cyrillic ibm866 gbk " +
  "gb18030 big5 euc-jp shift_jis euc-kr x-user-defined latin1 UTF8 iso-2022-jp utf-16le utf-16 utf-7 x-klingon"
).split(" ");

const TAGS = (
  "html head body title base meta link style script noscript template p div span a b i ul li dl dt dd table tr td th " +
  "tbody caption select option optgroup textarea pre xmp plaintext iframe svg math foreignObject form button h1 h2 " +
  "br img frameset frame x-card ruby rt"
).split(" ");

const ODD = (
  "<!doctype html>|<!DOCTYPE html PUBLIC '>'>|<!-->|<!--->|<!-- a -- b -->|<!--|--!>|<?php echo '>'?>|<![CDATA[|]]>|</|" +
  "<|>|&|&amp|&#x0;|&#60;script&#62;|\r\n|\r|\n|\t|\0|\f|'|\"|=|/>|< p>|<p/ / a==b>|<p a='\"' b=`c` =d>|<p a a A=1 a=2>|" +
  "<p id=hero>x|<DIV ID='hero'>Hello</DIV>|<div id=hero>Hello|</div>|</p>|</br>|<script>'</scr'+'ipt>'|<script><!--<script>|" +
  "</script >|<style>p{}</style|<title></head></title>|<textarea></body>|<svg><title><p>|<math><mi><p>|<!--[if IE]>|" +
  "<body onload=x>|<html lang=pl>|<head lang=de>|<meta charset=windows-1251>|<meta charset=utf-16>|<meta charset=nonsense>|" +
  "<meta http-equiv=content-type content='text/html; charset=koi8-r'>|<base href=//elsewhere.example/>"
).split("|");

const bytes = (text: string) => Buffer.from(text, "latin1");

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TAGS).map((name) => bytes(`<${name}>`)) },
  { weight: 3, arbitrary: fc.constantFrom(...TAGS).map((name) => bytes(`</${name}>`)) },
  { weight: 5, arbitrary: fc.constantFrom(...ODD).map(bytes) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("one", "ź", "日本", "😀", "\u2028").map((text) => Buffer.from(text)),
  },
  // Broken bytes in every encoding, and whole ones in some.
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array)) },
  { weight: 1, arbitrary: fc.nat(3000).map((length) => bytes("<i>x</i>".repeat(length / 8))) },
);

const mark = fc.constantFrom("", "", "", "", "\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\xef\xbb").map(bytes);
const opening = fc
  .constantFrom(
    "<!doctype html><html><head><title>x</title></head><body>",
    "<!doctype html><html lang=pl><head><meta charset=iso-8859-2>",
    "<html>",
    "",
    "\r\n\t",
  )
  .map(bytes);

/** A page of odd HTML, as bytes, and what its header says of it. */
export interface OddPage {
  readonly page: Buffer;
  readonly type: string;
}

/** Pages that no sane person writes, in any encoding or in none. */
export const oddPage: fc.Arbitrary<OddPage> = fc
  .record({
    mark,
    opening,
    pieces: fc.array(piece, { maxLength: 30 }),
    label: fc.option(fc.constantFrom(...LABELS), { nil: undefined }),
  })
  .map(({ mark, opening, pieces, label }) => ({
    page: Buffer.concat([mark, opening, ...pieces]),
    type: label === undefined ? "text/html" : `text/html; charset=${label}`,
  }));
