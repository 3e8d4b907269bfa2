import { expect, test } from "vitest";
import { scanHead } from "../../../worker/page/head.ts";

/** The page with `|` where the tag would go in. */
function marked(page: string, whole = true): string | undefined {
  const head = scanHead(page, whole);
  return head && `${page.slice(0, head.place)}|${page.slice(head.place)}`;
}

test.each([
  ["<!doctype html><html><head>|<title>x</title>"],
  ["\xef\xbb\xbf<!DOCTYPE html>\n<html lang=en>\n<head prefix='a > b' data-x=\">\">|\n<meta>"],
  ["<!--<head>--><!doctype html><!-- > --><html><!-- <head> -->|<title>x</title>"],
  ["<!--><html>|<body>"],
  ["<!--->|<p>"],
  ["<!-- a --!><head>|"],
  ["<?xml version='1.0'?><!doctype html><html xmlns=\"x\">|<body>"],
  ["<!doctype html>|<p>no head"],
  ["<!doctype html><html>|text"],
  ["<!doctype html>\n|<header>not a head</header>"],
  ["<!doctype html><html>|<htmlx>"],
  ["<HTML><HEAD/>|<title>"],
  ["<html =a=b c = d/e\t>|<link>"],
  ["|"],
  ["<!doctype html>|<!-- never closed"],
])("the tag goes in at the mark: %s", (expected) => {
  expect(marked(expected.replace("|", ""))).toBe(expected);
});

test.each([
  ["<!doctype html><html"],
  ["<!doctype html><!-- <head>"],
  ["<html><head data-x='"],
  ["<!doctype"],
  ["  "],
  [""],
  ["\xef"],
  ["\xef\xbb"],
  ["\xff"],
  ["\xfe"],
  ["<html><hea"],
])("more of the page is needed: %s", (start) => expect(marked(start, false)).toBeUndefined());

test("the language is that of <html lang>", () => {
  expect(scanHead('<!doctype html><html class=x lang="pl-PL"><head>', false)?.language).toBe("pl-PL");
  expect(scanHead("<html lang><head>", false)?.language).toBeUndefined();
  expect(scanHead("<head lang=en>", false)?.language).toBeUndefined();
});
