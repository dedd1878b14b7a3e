import type { Focus } from '../../views/reports/focus.ts';

/** What figures speak of: the whole, a factor, a dimension, an item, or another rated question. */
export interface Target {
  /** As figures name it. */
  readonly key: string;
  readonly level: 'overall' | 'factor' | 'dimension' | 'item' | 'question';
  readonly name: string;
  /** The factor it belongs to; empty for the whole and for other questions. */
  readonly factor: string;
  readonly dimension: string;
  /** Of the whole, 0 to 1; `null` for what is no part of it. */
  readonly share: number | null;
}

/** Everything that figures speak of, in the order of the questionnaire. */
export function targetsOf({ report, t, text }: Focus): Target[] {
  const overall: Target = {
    ...{ key: 'overall', level: 'overall', name: t('report.overall'), factor: '', dimension: '', share: 1 },
  };
  const parts = report.factors.flatMap(({ key, name, share, dimensions, items }): Target[] => {
    const factor = text(name);
    return [
      { key: `factor:${key}`, level: 'factor', name: factor, factor, dimension: '', share },
      ...dimensions.map(
        (one): Target => ({
          ...{ key: `dimension:${one.key}`, level: 'dimension', name: text(one.name), factor },
          ...{ dimension: text(one.name), share: one.share },
        }),
      ),
      ...items.map(
        (one): Target => ({
          ...{ key: one.key, level: 'item', name: text(one.name), factor },
          ...{ dimension: text(one.dimension), share: one.share },
        }),
      ),
    ];
  });
  const questions = report.ratings.map(
    ({ key, text: words }): Target => ({
      ...{ key, level: 'question', name: text(words), factor: '', dimension: '', share: null },
    }),
  );
  return [overall, ...parts, ...questions];
}
