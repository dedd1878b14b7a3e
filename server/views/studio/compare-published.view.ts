import type { PublishedIndex } from '#db/tables.ts';
import { outOfHundred, satisfactionScore } from '#reports/satisfaction-score.ts';
import { textIn } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import type { TitledSurvey } from './compare-table.view.ts';
import { type IndexView, indexView } from './indices.view.ts';

/** Published figures, and beside them what of the surveys is on their scale. */
export interface PublishedTable {
  readonly heading: string;
  /** That their scale is another one than that of C. */
  readonly help: string;
  readonly columns: Readonly<Record<'name' | 'about' | 'value' | 'hundred' | 'source', string>>;
  readonly rows: readonly (IndexView & { readonly hundred: string })[];
  readonly own: {
    readonly heading: string;
    readonly help: string;
    readonly rows: readonly { readonly said: string; readonly against: readonly string[] }[];
  };
}

/** @param surveys those that were chosen and have a report */
export function publishedTable(
  surveys: readonly TitledSurvey[],
  indices: readonly PublishedIndex[],
  t: Translate,
): PublishedTable {
  const f = formats(t.locale);
  const hundred = ({ value, scaleMin: min, scaleMax: max }: PublishedIndex) =>
    outOfHundred(value, { min, max });
  const rows = surveys.map(({ title, ...survey }) => {
    const { confidence } = survey.report.plan;
    const own = satisfactionScore(survey, confidence);
    if (own === null) return { said: t('compare.score.none', { title }), against: [] };
    const { languages } = survey.report.survey;
    const questions = own.questions.map(({ text }) =>
      t('compare.quoted', { text: textIn(text, t.locale, languages) }),
    );
    return {
      said: plural(t, 'compare.score', questions.length, {
        title,
        score: f.number(own.score, 1),
        interval: f.range(own.lower, own.upper, 1),
        confidence: f.percent(confidence),
        questions: f.list(questions),
      }),
      against: indices.map((index) => {
        const published = hundred(index);
        const where = published > own.upper ? 'below' : published < own.lower ? 'above' : 'within';
        const names = { name: index.name, period: index.period, value: f.number(published, 1) };
        return t(`compare.score.${where}`, names);
      }),
    };
  });
  return {
    heading: t('compare.published'),
    help: t('compare.published.help'),
    columns: {
      name: t('compare.index.name'),
      about: t('compare.index.about'),
      value: t('compare.index.value'),
      hundred: t('compare.index.hundred'),
      source: t('compare.index.source'),
    },
    rows: indices.map((index) => ({ ...indexView(index, t), hundred: f.number(hundred(index), 1) })),
    own: { heading: t('compare.score.title'), help: t('compare.score.help'), rows },
  };
}
