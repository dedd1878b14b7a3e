/**
 * A number as people write it: digits of full width, a decimal comma, thousands set apart, ± before it and % behind it, which
 * makes hundredths of it; `null` for anything else, and for more than nine digits before or behind the point.
 */
export function numberTyped(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll('٪', '%')
    .replace(/^\s*[±+]/, '')
    .trim();
  const together = /^[1-9]\d{0,2}(?:[,\s]\d{3})+(?:\.\d+)?\s*%?$/.test(plain)
    ? plain.replaceAll(/[,\s]/g, '')
    : plain.replace(',', '.');
  const [, figures, percent] = /^(\d{1,9}(?:\.\d{1,9})?)\s*(%?)$/.exec(together) ?? [];
  if (figures === undefined) return null;
  return percent === '%' ? Number(figures) / 100 : Number(figures);
}

/**
 * A share of which a form asks the per cent, with or without the sign, above 0 up to 100; `null` for anything else. 0.3 without
 * a sign is refused: it may mean 30 %.
 */
export function percentTyped(text: string): number | null {
  const number = numberTyped(text);
  if (number === null) return null;
  const isSigned = /[%％٪]\s*$/.test(text);
  if (!isSigned && number < 1) return null;
  const share = isSigned ? number : number / 100;
  return share > 0 && share <= 1 ? share : null;
}
