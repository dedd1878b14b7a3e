import { minus } from '#surveys/characters.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A number in the figures of a language, without separators: as it may be typed, with a minus sign that is one. */
export function inFigures(value: number, language: string): string {
  const format =
    formats.get(language) ??
    new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 });
  formats.set(language, format);
  return format.format(value).replace('-', minus);
}
