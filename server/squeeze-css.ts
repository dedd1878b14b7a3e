/**
 * A style sheet of ours without its comments and the space between its parts; it means the same. Not for sheets of
 * others: what stands between quotes is not spared.
 */
export function squeezeCss(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}
