import { expect, test } from "vitest";
import { charsetOf } from "../../../worker/page/charset.ts";

test.each([
  ["text/html; charset=UTF-8", "", "utf-8", "header"],
  ["text/html;charset='latin1'", "", "windows-1252", "header"],
  ['text/html; x=y; charset="iso-8859-2"', "<meta charset=utf-8>", "iso-8859-2", "header"],
  ["text/html; charset=utf-8", "\xff\xfe<\0", undefined, undefined],
  ["text/html; charset=iso-8859-2", "\xef\xbb\xbf<p>", "utf-8", "mark"],
  ["text/html; charset=utf-16", "", undefined, undefined],
  ["text/html; charset=iso-2022-jp", "", undefined, undefined],
  ["text/html; charset=hz-gb-2312", "<meta charset=utf-8>", undefined, undefined],
  ["text/html; charset=nonsense", "<meta charset=koi8-r>", "koi8-r", "meta"],
  ["text/html", "<meta name=x><META CharSet = 'Shift_JIS'>", "shift_jis", "meta"],
  ["text/html", '<meta content="text/html; charset=gbk" http-equiv=content-type>', "gbk", "meta"],
  ["text/html", "<meta charset=utf-16>", "utf-8", "meta"],
  ["text/html", "<meta charset=x-user-defined>", "windows-1252", "meta"],
  ["text/html", "<!-- <meta charset=utf-8> -->", undefined, undefined],
  ["text/html", "<meta data-x='<meta charset=utf-8>'>", undefined, undefined],
  ["text/html", `${" ".repeat(1024)}<meta charset=utf-8>`, undefined, undefined],
  ["text/html", "<p>none", undefined, undefined],
])("%s, %j", (type, start, name, from) => {
  expect(charsetOf(type, start)).toEqual(name === undefined ? undefined : { name, from });
});
