import { describe, expect, test } from 'vitest';
import type { Decomposition } from '#reports/report.ts';
import { translator } from '#server/i18n/translate.ts';
import { changeParts } from '#server/views/reports/change-parts.view.ts';
import { focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { aDecomposition, aReport } from '#test/helpers/report.ts';

type Parts = Parameters<typeof aDecomposition>[2];

function sayOf(decomposition: Decomposition, locale: 'en' | 'zh-CN' = 'en') {
  const report = aReport({ decompositions: [decomposition] });
  const wave = focusedWave(report, 'q4');
  if (wave === null) throw new Error('The report has a wave q4');
  return changeParts(focusOn(report, wave, translator(locale)));
}

function sentenceOf(parts: Parts, locale?: 'en' | 'zh-CN'): string | undefined {
  return sayOf(aDecomposition('q3', 'q4', parts), locale)?.sentence.replaceAll('\u00a0', ' ');
}

describe('the mix of customers', () => {
  test('is told apart from what customers judge otherwise, where both moved the index the same way', () => {
    expect(sentenceOf({ real: [0.01, 0.003], composition: [0.002, 0.0004] })).toBe(
      'Of the rise of 0.012 since Q3 2026, 0.010 is that customers judge better (p < 0.001) and 0.002 that the mix of customers changed.',
    );
    expect(sentenceOf({ real: [-0.01, 0.004], composition: [-0.002, 0.0004] })).toBe(
      'Of the fall of 0.012 since Q3 2026, 0.010 is that customers judge worse (p = 0.012) and 0.002 that the mix of customers changed.',
    );
    expect(sentenceOf({ real: [0.01, 0.003], composition: [0.002, 0.0004] }, 'zh-CN')).toBe(
      '与2026 年第三季度相比上升的 0.012 中，0.010 是因为客户评价变好（p < 0.001），0.002 是因为客户构成变了。',
    );
  });

  test('is told to hide a change, where it moved the index the other way', () => {
    expect(sentenceOf({ real: [0.01, 0.003], composition: [-0.012, 0.002] })).toBe(
      'Customers judge better than in Q3 2026 by 0.010 (p < 0.001); but the mix of customers changed, which takes 0.012 off the index: −0.002 in all.',
    );
    expect(sentenceOf({ real: [-0.01, 0.003], composition: [0.004, 0.001] })).toBe(
      'Customers judge worse than in Q3 2026 by 0.010 (p < 0.001); but the mix of customers changed, which adds 0.004 to the index: −0.006 in all.',
    );
  });

  test('is told alone where customers are not shown to judge otherwise', () => {
    expect(sentenceOf({ real: [0.003, 0.004], composition: [0.002, 0.0004] })).toBe(
      'That the mix of customers changed since Q3 2026 raises the index by 0.002; the rest of the change, +0.003, is within noise (p = 0.453).',
    );
    expect(sentenceOf({ real: [0.003, 0.004], composition: [-0.002, 0.0004] })).toMatch(
      /lowers the index by 0.002;/,
    );
  });

  test('is explained, with the waves it is about', () => {
    const say = sayOf(aDecomposition('q3', 'q4', { real: [0.01, 0.003], composition: [0.002, 0.0004] }));
    expect(say?.note).toContain('the index of Q4 2026 was computed again with the shares of Q3 2026');
  });

  test('is not spoken of where it does nothing, nothing that shows, or nothing beyond noise', () => {
    expect(sentenceOf({ real: [0.01, 0.003], composition: [0.0002, 0.00001] })).toBeUndefined();
    expect(sentenceOf({ real: [0.01, 0.003], composition: [0.002, 0.002] })).toBeUndefined();
    const undivided = {
      target: 'overall',
      from: 'q3',
      to: 'q4',
      difference: null,
      real: null,
      composition: null,
    };
    expect(sayOf({ ...undivided, reason: 'strata-differ' })).toBeNull();
    expect(
      sayOf(aDecomposition('q1', 'q4', { real: [0.01, 0.003], composition: [0.002, 0.0004] })),
    ).toBeNull();
  });

  test('has parts that add up to the change as they are shown', () => {
    // 0.0104 + 0.0024 = 0.0128: rounded each for itself, 0.010 and 0.002 would not make 0.013
    expect(sentenceOf({ real: [0.0104, 0.003], composition: [0.0024, 0.0004] })).toMatch(
      /rise of 0\.013 .* 0\.010 is .* and 0\.003 that the mix/,
    );
  });
});
