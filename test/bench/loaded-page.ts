import type { Browser, CDPSession } from 'playwright-core';

/** What a browser is made to be while it loads a page. */
export interface Circumstances {
  /** How many times slower the processor is. */
  readonly slower?: number;
  /** A connection of so many megabits a second and so many milliseconds to the first byte; as fast as it goes otherwise. */
  readonly network?: { readonly megabits: number; readonly latency: number };
  /** The compressions it accepts; all it knows otherwise. */
  readonly encodings?: readonly ('gzip' | 'br')[];
  /** Cookies it brings along. */
  readonly cookies?: string;
  /** What has to be on the page once its scripts have run. */
  readonly awaited?: string;
}

/** One page with everything it loads, by a browser that has never been there. */
export interface LoadedPage {
  /** Requests that went to the server, the icon's included. */
  readonly requests: number;
  /** Bytes of bodies as they came: of all, and of the page itself. */
  readonly bytes: number;
  readonly pageBytes: number;
  /** Bytes of bodies once decompressed. */
  readonly decoded: number;
  /** Bytes of the answers' headers. */
  readonly headerBytes: number;
  /** Milliseconds from the start of the navigation to the first text or image. */
  readonly firstPaint: number;
  /** Milliseconds until it is painted, its scripts have run and no task of more than 50 ms comes after. */
  readonly interactive: number;
  /** Milliseconds until what was awaited was there; `null` where nothing was. */
  readonly awaited: number | null;
  /** Elements on the page. */
  readonly elements: number;
}

/** So long after everything is loaded a page is watched for long tasks, in milliseconds. */
const quiet = 700;

const watchLongTasks = `globalThis.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((each) => each.startTime + each.duration)))
  .observe({ type: 'longtask', buffered: true });`;

const readTimes = `(() => {
  const [navigation] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  return {
    firstPaint: paint,
    interactive: Math.max(paint, navigation.domContentLoadedEventEnd, ...longTasks),
    awaited: globalThis.awaited ?? null,
    elements: document.querySelectorAll('*').length,
  };
})()`;

const watchFor = (selector: string) => `new MutationObserver(() => {
  if (document.querySelector(${JSON.stringify(selector)})) globalThis.awaited ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });`;

interface Times {
  firstPaint: number;
  interactive: number;
  awaited: number | null;
  elements: number;
}

/** Loads an address in a new window with an empty cache, and waits until nothing happens any more. */
export async function loadPage(
  browser: Browser,
  address: string,
  circumstances: Circumstances = {},
): Promise<LoadedPage> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchLongTasks);
    if (circumstances.awaited) await page.addInitScript(watchFor(circumstances.awaited));
    const session = await context.newCDPSession(page);
    await emulate(session, circumstances);
    const traffic = watchTraffic(session);
    const answer = await page.goto(address, { waitUntil: 'networkidle' });
    if (answer !== null && answer.status() !== 200) throw new Error(`${address} answered ${answer.status()}`);
    await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length > 0`);
    if (circumstances.awaited) await page.waitForFunction('globalThis.awaited !== undefined');
    await page.waitForTimeout(quiet);
    return { ...traffic(), ...(await page.evaluate<Times>(readTimes)) };
  } finally {
    await context.close();
  }
}

async function emulate(
  session: CDPSession,
  { slower, network, encodings, cookies }: Circumstances,
): Promise<void> {
  await session.send('Network.enable');
  if (slower !== undefined) await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  if (network !== undefined) {
    const throughput = (network.megabits * 1e6) / 8;
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  const headers = {
    ...(encodings && { 'Accept-Encoding': encodings.join(', ') }),
    ...(cookies && { Cookie: cookies }),
  };
  if (Object.keys(headers).length > 0) await session.send('Network.setExtraHTTPHeaders', { headers });
}

/** Adds up what comes over the wire from now on. What the browser has already, such as a logo that is also the icon, counts once. */
function watchTraffic(session: CDPSession): () => Omit<LoadedPage, keyof Times> {
  interface Answer {
    document: boolean;
    cached: boolean;
    decoded: number;
    /** Bytes over the wire: of the headers, and of everything. */
    headers: number;
    whole: number;
  }
  const answers = new Map<string, Answer>();
  const of = (requestId: string) => {
    const answer = answers.get(requestId);
    if (answer === undefined) throw new Error('An answer came to a request that was never sent');
    return answer;
  };
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    answers.set(requestId, {
      document: type === 'Document',
      cached: false,
      decoded: 0,
      headers: 0,
      whole: 0,
    });
  });
  session.on('Network.requestServedFromCache', ({ requestId }) => {
    of(requestId).cached = true;
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const answer = of(requestId);
    answer.headers = response.encodedDataLength;
    if (response.fromDiskCache) answer.cached = true;
  });
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    of(requestId).decoded += dataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    of(requestId).whole = encodedDataLength;
  });
  return () => {
    const sent = [...answers.values()].filter(({ cached }) => !cached);
    const sum = (count: (answer: Answer) => number) =>
      sent.reduce((total, answer) => total + count(answer), 0);
    return {
      requests: sent.length,
      bytes: sum(({ whole, headers }) => whole - headers),
      pageBytes: sum(({ document, whole, headers }) => (document ? whole - headers : 0)),
      decoded: sum(({ decoded }) => decoded),
      headerBytes: sum(({ headers }) => headers),
    };
  };
}
