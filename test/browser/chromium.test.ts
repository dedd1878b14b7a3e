import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '#server/exports/chromium/find-chromium.ts';
import { createBrowser } from '#server/exports/chromium.ts';
import { findChromium as installed } from '#test/helpers/chromium.ts';

const path = process.env.PATH ?? '';
const browser = createBrowser({ program: installed(), path });
const date = new Date('2026-07-01T00:00:00Z');
const profiles = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`manyi-browser-${process.pid}-`));

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
});
let outside = '';

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const pageOf = (body: string) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
  <title>满意度</title><style>@page { size: A4; margin: 20mm } section { break-after: page }</style></head><body>${body}</body></html>`;

test('the same page gives the same PDF, dated as told, in its language, with its headings as an outline', async () => {
  const html = pageOf('<section><h1>满意度</h1></section><h2>Second</h2>');
  const first = await browser.pdfOf(html, { date });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const text = Buffer.from(first).toString('latin1');
  expect(Buffer.compare(Buffer.from(await browser.pdfOf(html, { date })), Buffer.from(first))).toBe(0);
  expect(text.match(/D:\d{14}/g)).toEqual(['D:20260701000000', 'D:20260701000000']);
  expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
  expect(text).toContain('/Lang (zh-CN)');
  expect(text).toContain('/Type /Outlines');
  expect(text).toContain('/MarkInfo <</Type /MarkInfo\n/Marked true');
  expect(profiles()).toEqual([]);
});

test('a picture has the size asked for and shows the drawing on white', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#000"/></svg>';
  const png = Buffer.from(await browser.pngOf(svg, { width: 120, height: 40, scale: 2 }));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([240, 80]);
  const html = pageOf(
    '<style>body{margin:0}p{margin:0;width:60px;height:20px;background:#000}</style><p></p>',
  );
  expect(png.equals(await browser.pngOf(html, { width: 120, height: 40, scale: 2 }))).toBe(true);
});

test('a page neither runs its scripts nor fetches anything', async () => {
  const html = pageOf(`<script>document.body.innerHTML = '<section>1</section><section>2</section>3'</script>
    <img src="${outside}/image"><iframe src="${outside}/frame"></iframe><link rel="stylesheet" href="${outside}/style">
    <object data="file:///etc/passwd"></object>`);
  const text = Buffer.from(await browser.pdfOf(html, { date })).toString('latin1');
  expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  expect(asked).toEqual([]);
});

test('without a browser, with one that breaks off, and with one that hangs, it is said which', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const program = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return join(folder, name);
  };
  const none = createBrowser({ program: null, path });
  await expect(none.pdfOf('', { date })).rejects.toMatchObject({ problem: 'no-browser' });
  expect(none.isThere).toBe(false);
  const broken = createBrowser({ program: program('broken', 'echo no display >&2; exit 3'), path });
  await expect(broken.pdfOf('', { date })).rejects.toMatchObject({
    problem: 'failed',
    message: 'It ended with 3. no display',
  });
  const hanging = createBrowser({ program: program('hangs', 'sleep 60'), path, timeLimit: 300, waiting: 1 });
  const four = [1, 2, 3, 4].map(() => hanging.pngOf('', { width: 1, height: 1 }));
  const outcomes = await Promise.allSettled(four);
  expect(outcomes.map((one) => one.status === 'rejected' && one.reason.problem)).toEqual([
    'too-slow',
    'too-slow',
    'too-slow',
    'busy',
  ]);
  expect(profiles()).toEqual([]);
});

test('the browser that is named is the only one looked for', () => {
  const found = findChromium(null, path);
  expect(found).not.toBeNull();
  expect(findChromium(found, '')).toBe(found);
  expect(findChromium('/nowhere/chromium', path)).toBeNull();
});
