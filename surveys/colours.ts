import type { Definition } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';

/** What every page stands on, by day and by night, as `#rrggbb`. */
export const papers = { light: '#ffffff', dark: '#11171a' } as const;

/** The least contrast of text with what it stands on (WCAG 2.2, 1.4.3 AA). */
export const leastContrast = 4.5;

type Rgb = readonly [red: number, green: number, blue: number];

/** The channels of a colour `#rrggbb`, from 0 to 1. */
function channels(colour: string): Rgb {
  const channel = (place: number) => Number.parseInt(colour.slice(place, place + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance by WCAG 2.2: 0 for black, 1 for white. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colours `#rrggbb` by WCAG 2.2, from 1 to 21; their order does not matter. */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour of the same hue and saturation (HSL) with another lightness, from 0 to 1. */
function withLightness(colour: string, lightness: number): string {
  const rgb = channels(colour);
  const [least, most] = [Math.min(...rgb), Math.max(...rgb)];
  const reach = 1 - Math.abs(most + least - 1);
  // A grey has no saturation, whatever its lightness.
  const saturation = reach === 0 ? 0 : (most - least) / reach;
  const range = (1 - Math.abs(2 * lightness - 1)) * saturation;
  const hex = rgb.map((value) => {
    const place = most === least ? 0 : (value - least) / (most - least) - 0.5;
    return Math.round((lightness + range * place) * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${hex.join('')}`;
}

/**
 * The tone of a colour that can be read on the dark paper: itself where that is so already, otherwise of its hue and
 * saturation and as little lighter, in steps of one hundredth, as it takes.
 */
export function darkTone(colour: string): string {
  if (contrast(colour, papers.dark) >= leastContrast) return colour;
  const rgb = channels(colour);
  const first = Math.ceil((Math.max(...rgb) + Math.min(...rgb)) * 50);
  for (let hundredths = first; hundredths < 100; hundredths += 1) {
    const tone = withLightness(colour, hundredths / 100);
    if (contrast(tone, papers.dark) >= leastContrast) return tone;
  }
  return papers.light;
}

/** Whether the organisation's colour can be read on the light paper, and white on it. */
export function brandProblems({ brand }: Definition): readonly DefinitionProblem[] {
  if (brand === undefined) return [];
  const found = contrast(brand.colour, papers.light);
  if (found >= leastContrast) return [];
  // Rounded down, so that 4.499 is never said to be 4.5.
  const shown = Math.floor(found * 100) / 100;
  return [problem(['brand', 'colour'], 'lowContrast', { contrast: shown, minimum: leastContrast })];
}
