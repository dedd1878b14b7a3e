// Brings what is under way up to date as long as anything is, without the page being loaded again: what somebody is
// typing elsewhere on it stays.
const every = 2000;

/** @param {Document} page */
const sectionOf = (page) => page.getElementById('under-way');

/** What can be done with each piece of work: as long as that is the same, only words and bars change. @param {Element} section */
const shapeOf = (section) =>
  [...section.querySelectorAll('li')]
    .map((item) => [
      item.querySelector('form')?.getAttribute('action'),
      item.querySelector('a')?.getAttribute('href'),
      item.querySelector('button')?.textContent,
    ])
    .join();

/**
 * @param {Element} now
 * @param {Element} next
 */
function take(now, next) {
  if (shapeOf(now) !== shapeOf(next)) return now.replaceWith(document.adoptNode(next));
  const [here, there] = [now, next].map((section) => [...section.querySelectorAll('span, progress')]);
  for (const [place, one] of (here ?? []).entries()) {
    const other = there?.[place];
    if (one instanceof HTMLProgressElement && other instanceof HTMLProgressElement) {
      one.value = other.value;
      one.ariaLabel = other.ariaLabel;
    } else if (other !== undefined && one.childElementCount === 0) one.textContent = other.textContent;
  }
}

async function lookAgain() {
  const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(30_000) });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [now, next] = [sectionOf(document), sectionOf(page)];
  if (now === null) return;
  if (next === null) now.remove();
  else take(now, next);
}

function follow() {
  if (sectionOf(document)?.querySelector('[data-again]') === null) return;
  setTimeout(async () => {
    // what cannot be had now is asked for again; the link beside it does the same
    await lookAgain().catch(() => {});
    follow();
  }, every);
}
if (sectionOf(document) !== null) follow();
