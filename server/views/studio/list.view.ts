import type { StratumSize } from '#db/queries/frames.ts';
import type { Frame } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { classSentences, countRows, type StratumRow, smallStrata, stratumRows } from './list-parts.view.ts';

export interface ListPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly strata: {
    readonly heading: string;
    readonly columns: readonly [string, string];
    readonly rows: readonly StratumRow[];
    readonly small: string | null;
  };
  readonly rules: { readonly heading: string; readonly list: readonly string[] } | null;
  readonly kept: {
    readonly heading: string;
    readonly columns: readonly [string, string];
    readonly rows: readonly { readonly name: string; readonly values: string }[];
  } | null;
  readonly file: { readonly href: string; readonly label: string } | null;
  readonly again: {
    readonly heading: string;
    readonly help: string;
    readonly action: string;
    readonly go: string;
  } | null;
  readonly back: { readonly href: string; readonly label: string };
}

/** The path of a list's page. Keys are letters and digits of any script. */
export function listPath(slug: string, key: string, page = ''): string {
  return surveyPath(slug, `/customers/lists/${encodeURIComponent(key)}${page}`);
}

/** One list of customers, or counts: its strata, how its classes were worked out, what is kept. */
export function listPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  frame: Frame,
  strata: readonly StratumSize[],
): ListPage {
  const { t } = standing;
  const { integer, date } = formats(t.locale);
  const customers = strata.reduce((sum, { population }) => sum + population, 0);
  const rules = classSentences(frame.classRules, t);
  const kept = countRows(frame.margins, t);
  const isList = frame.kind === 'list';
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${frame.key} · ${survey.title}`,
    heading: frame.key,
    facts: [
      { label: t('customers.kind'), value: t(`customers.kind.${frame.kind}`) },
      { label: t('customers.size'), value: integer(customers) },
      { label: t('customers.source'), value: frame.source },
      { label: t('customers.at'), value: date(frame.importedAt) },
      {
        label: t('draw.strataFrom'),
        value: frame.strataFrom.length === 0 ? t('studio.none') : frame.strataFrom.join(' · '),
      },
    ],
    strata: {
      heading: t('customers.list.strata'),
      columns: [t('customers.strata'), t('customers.size')],
      rows: stratumRows(strata, t),
      small: smallStrata(strata, t),
    },
    rules: rules.length === 0 ? null : { heading: t('customers.list.rules'), list: rules },
    kept:
      kept.length === 0
        ? null
        : {
            heading: t('customers.list.kept'),
            columns: [t('customers.list.attribute'), t('customers.list.values')],
            rows: kept,
          },
    file: isList
      ? { href: listPath(survey.slug, frame.key, '/list.csv'), label: t('customers.list.download') }
      : null,
    again: isList
      ? {
          action: listPath(survey.slug, frame.key, '/again'),
          heading: t('customers.list.again'),
          help: t('customers.list.again.help'),
          go: t('customers.list.again.go'),
        }
      : null,
    back: { href: surveyPath(survey.slug, '/customers'), label: t('customers.title') },
  };
}
