// Brings a screen up to date without a flicker: the page is asked for again, and what it says takes the place of what stands
// there. Where it cannot be had, the last good one stays, and says since when it is not current.
const wall = () => document.getElementById('wall');

/** @returns {number} milliseconds between two readings */
const pause = () => 1000 * Number(wall()?.dataset.refresh ?? 60);

/** @param {'stale' | 'closed'} why */
function sayNotCurrent(why) {
  const said = document.querySelector('.stale');
  if (said instanceof HTMLElement) said.textContent = said.dataset[why] ?? '';
}

/** @param {Document} page */
const stylesOf = (page) =>
  [...page.querySelectorAll('link[rel=stylesheet], script[src]')]
    .map((one) => one.getAttribute('href') ?? one.getAttribute('src'))
    .join();

async function refresh() {
  const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(30_000) });
  if (response.status === 410 || response.status === 404) return sayNotCurrent('closed');
  // a session that has ended leads to the sign-in page
  if (!response.ok || response.redirected) return sayNotCurrent('stale');
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.getElementById('wall');
  if (next === null) return sayNotCurrent('stale');
  // a newer version of this program: take all of it
  if (stylesOf(page) !== stylesOf(document)) return location.reload();
  wall()?.replaceWith(document.adoptNode(next));
  document.title = page.title;
}

function keepCurrent() {
  setTimeout(async () => {
    await refresh().catch(() => sayNotCurrent('stale'));
    keepCurrent();
  }, pause());
}
keepCurrent();
