import type { Frame } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import { type MessageKey, plural, type Translate } from '../../i18n/translate.ts';
import { isOver, type RunningImport } from '../../imports/running-imports.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { listPath } from './list.view.ts';
import type { UnderWay } from './under-way.view.ts';

/** A list with what was counted of it. */
export interface ListedFrame extends Frame {
  readonly customers: number;
  readonly strata: number;
}

/** The imports of a survey: those of this server, and those that ended with an earlier run of it. */
export interface KnownImports {
  readonly running: readonly RunningImport[];
  readonly brokenOff: readonly { readonly file: string; readonly href: string }[];
}

const columns = ['key', 'kind', 'size', 'strata', 'source', 'at'] as const;

export interface CustomersPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly caption: string;
  readonly columns: Readonly<Record<(typeof columns)[number], string>>;
  readonly rows: readonly {
    readonly href: string;
    readonly key: string;
    readonly kind: string;
    readonly size: string;
    readonly strata: string;
    readonly source: string;
    readonly at: string;
  }[];
  readonly begin: { readonly href: string; readonly label: string };
  readonly empty: { readonly heading: string; readonly help: string };
  readonly imports: UnderWay | null;
}

/** The lists of customers of a survey, and those that are coming in. */
export function customersPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  frames: readonly ListedFrame[],
  { running, brokenOff }: KnownImports,
): CustomersPage {
  const { t } = standing;
  const { integer, date } = formats(t.locale);
  const heading = t('customers.title');
  const path = surveyPath(survey.slug, '/customers');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    caption: t('customers.caption'),
    columns: Object.fromEntries(
      columns.map((name) => [name, t(`customers.${name}`)]),
    ) as CustomersPage['columns'],
    rows: frames
      .filter(({ isComplete }) => isComplete)
      .map(({ key, kind, customers, strata, source, importedAt }) => ({
        href: listPath(survey.slug, key),
        key,
        kind: t(`customers.kind.${kind}`),
        size: integer(customers),
        strata: integer(strata),
        source,
        at: date(importedAt),
      })),
    begin: { href: `${path}/import`, label: t('customers.import') },
    empty: { heading: t('customers.empty'), help: t('customers.empty.help') },
    imports:
      running.length + brokenOff.length === 0 ? null : importsUnderWay(path, { running, brokenOff }, t),
  };
}

function importsUnderWay(path: string, { running, brokenOff }: KnownImports, t: Translate): UnderWay {
  return {
    heading: t('customers.running'),
    list: [
      ...brokenOff.map(({ file, href }) => ({
        text: t('customers.running.brokenOff', { file }),
        progress: null,
        link: { href, label: t('customers.running.anew') },
        end: null,
      })),
      ...running.map((each) => ({
        text: saidOf(each, t),
        progress:
          each.customers === null || isOver(each) ? null : { value: Math.min(1, each.rows / each.customers) },
        link: null,
        end: isOver(each)
          ? null
          : { action: `${path}/imports/${each.id}/cancel`, label: t('customers.running.cancel') },
      })),
    ],
    again: running.every(isOver) ? null : { href: path, label: t('customers.running.again') },
  };
}

function saidOf(each: RunningImport, t: Translate): string {
  const { integer } = formats(t.locale);
  const count = each.imported?.customers ?? each.customers ?? 0;
  const customers = integer(count);
  const refusal = each.refusal ?? 'problems';
  if (each.step === 'done')
    return plural(t, 'customers.running.done', count, { file: each.fileName, customers });
  return t(`customers.running.${each.step}`, {
    file: each.fileName,
    rows: integer(each.rows),
    customers,
    problem: each.step === 'refused' ? t(`customers.running.refused.${refusal}` as MessageKey) : '',
  });
}
