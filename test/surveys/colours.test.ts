import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, darkTone, leastContrast, papers } from '#surveys/colours.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

describe('contrast', () => {
  test('is that of WCAG, whichever colour comes first', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 12);
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 12);
    expect(contrast('#0a6c74', '#0a6c74')).toBe(1);
    // Published values: https://webaim.org/resources/contrastchecker
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ff0000', '#ffffff')).toBeCloseTo(4.0, 2);
    expect(contrast('#0000ff', '#ffffff')).toBeCloseTo(8.59, 2);
  });

  test('is measured on the papers that the pages have', () => {
    const css = readFileSync(new URL('../../server/public/tokens.css', import.meta.url), 'utf8');
    const written = [...css.matchAll(/--paper: (#[0-9a-f]+);/g)].map(([, colour]) => colour);
    expect(written).toEqual(['#fff', papers.dark]);
    expect(papers.light).toBe('#ffffff');
  });
});

describe('the tone for dark screens', () => {
  const hue = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
      Number.parseInt(colour.slice(at, at + 2), 16),
    );
    return Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue);
  };

  test('is the colour itself where that can be read there', () => {
    expect(darkTone('#4cc3cc')).toBe('#4cc3cc');
    expect(darkTone('#ffffff')).toBe('#ffffff');
  });

  test('of a dark red is a lighter red as strong, of grey a lighter grey', () => {
    expect(darkTone('#6b1010')).toBe('#e44949');
    expect(darkTone('#333333')).toBe('#808080');
    expect(contrast('#808080', papers.dark)).toBeGreaterThanOrEqual(leastContrast);
    expect(contrast('#7d7d7d', papers.dark)).toBeLessThan(leastContrast);
  });

  test('of every colour that may be published can be read there, and has its hue', () => {
    let tried = 0;
    for (let red = 0; red < 256; red += 17) {
      for (let green = 0; green < 256; green += 17) {
        for (let blue = 0; blue < 256; blue += 17) {
          const colour = `#${[red, green, blue].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
          if (contrast(colour, papers.light) < leastContrast) continue;
          tried += 1;
          const tone = darkTone(colour);
          expect(contrast(tone, papers.dark)).toBeGreaterThanOrEqual(leastContrast);
          // Letters on a button are darker than the paper, so they can be read on the tone as well.
          expect(contrast(tone, '#0b1214')).toBeGreaterThanOrEqual(leastContrast);
          const isGrey = Math.max(red, green, blue) - Math.min(red, green, blue) < 40;
          if (!isGrey) expect(Math.abs(Math.sin(hue(tone) - hue(colour)))).toBeLessThan(0.05);
        }
      }
    }
    expect(tried).toBeGreaterThan(1000);
  });
});

describe('publishing', () => {
  const problemsWith = (colour: string) => {
    const reading = readDraft({ ...aQuestionnaire(), brand: { colour } });
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    return problemsIn(reading.definition).map(({ path, code, params }) => ({ path, code, params }));
  };

  test('refuses a colour that cannot be read on white', () => {
    expect(problemsWith('#777777')).toEqual([
      { path: 'brand.colour', code: 'lowContrast', params: { contrast: 4.47, minimum: 4.5 } },
    ]);
    expect(problemsWith('#767676')).toEqual([]);
  });

  test('knows no colour but the six figures of one', () => {
    for (const colour of ['red', '#fff', '#12345', '#1234567', '#0a6c7g', 'url(x)', '#0a6c74;}', '']) {
      expect(readDraft({ ...aQuestionnaire(), brand: { colour } })).toHaveProperty('problems');
    }
  });
});
