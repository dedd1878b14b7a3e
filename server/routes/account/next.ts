/**
 * Where to go on after signing in: a page of the studio, whatever an address says. Anything that leads elsewhere, or that a
 * browser might read so, leads to the list of surveys.
 */
export function nextPage(wanted: string | undefined): string {
  const home = '/studio';
  if (wanted === undefined || !URL.canParse(wanted, 'http://studio.invalid')) return home;
  const { origin, pathname, search } = new URL(wanted, 'http://studio.invalid');
  const isOurs = origin === 'http://studio.invalid' && /^\/studio(\/|$)/.test(pathname);
  return isOurs && !pathname.startsWith('/studio/sign-') ? pathname + search : home;
}
