// @ts-check
/**
 * Brings what is wrong to a person's notice: the summary is focused when the page opens, and its links lead to
 * the question rather than to the bare control, whose name would be hidden above the edge of the window.
 */
const summary = document.querySelector('[data-error-summary]');

if (summary instanceof HTMLElement) {
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.closest('.question')?.scrollIntoView();
    control.focus();
  });
}
