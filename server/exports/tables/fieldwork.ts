import { stratumVariable } from '#reports/plan.ts';
import type { StratumReport } from '#reports/report.ts';
import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import { valueNamed } from '../../views/reports/focus.ts';
import { codes, rateTable } from '../../views/reports/response-rates.view.ts';
import { type TableSource, tableOf } from './table.ts';

/** The sample, stratum by stratum. */
const strata: TableSource = {
  key: 'strata',
  table(focus) {
    const { t, wave } = focus;
    const share = (of: number, whole: number | null) => (whole === null || whole === 0 ? null : of / whole);
    return tableOf<StratumReport>(
      t('report.method.strata'),
      [
        {
          header: t('report.stratum'),
          cell: ({ stratum }) => valueNamed(focus, stratumVariable, stratum),
        },
        { header: t('take.column.key'), cell: ({ stratum }) => stratum },
        { header: t('report.method.population'), format: 'count', cell: ({ population }) => population },
        { header: t('report.method.sampled'), format: 'count', cell: ({ sampled }) => sampled },
        {
          header: t('report.method.fraction'),
          format: 'share',
          cell: ({ sampled, population }) => share(sampled, population),
        },
        { header: t('report.method.respondents'), format: 'count', cell: ({ respondents }) => respondents },
        {
          header: t('report.method.answeredShare'),
          format: 'share',
          cell: ({ respondents, sampled }) => share(respondents, sampled),
        },
      ],
      wave.sampling.strata,
    );
  },
};

/** What became of those asked; the counts add up to the sample. */
const outcomes: TableSource = {
  key: 'dispositions',
  table({ t, wave }) {
    if (wave.openAnswers.used) return null;
    const { counts, weighted, sampled } = wave.dispositions;
    return tableOf<Disposition>(
      t('report.method.outcomes'),
      [
        { header: t('report.method.outcome'), cell: (one) => t(`report.disposition.${one}`) },
        { header: t('report.method.code'), cell: (one) => codes[one] },
        { header: t('report.method.count'), format: 'count', cell: (one) => counts[one] },
        {
          header: t('report.method.share'),
          format: 'share',
          cell: (one) => (sampled === 0 ? null : counts[one] / sampled),
        },
        {
          header: t('take.column.weightedCount'),
          format: 'weight',
          cell: (one) => weighted?.counts[one] ?? null,
        },
      ],
      dispositions,
    );
  },
};

/** AAPOR's rates with their formulas. */
const rates: TableSource = {
  key: 'rates',
  table(focus) {
    const { t, wave } = focus;
    if (wave.openAnswers.used) return null;
    const rows = rateTable(wave.dispositions, focus).groups.flatMap((group) => group.rates);
    return tableOf(
      t('report.method.rates'),
      [
        { header: t('report.method.rate'), cell: ({ name }) => name },
        { header: t('take.column.meaning'), isLong: true, cell: ({ meaning }) => meaning },
        {
          header: t('report.rates.unweightedHead'),
          format: 'share',
          cell: ({ name }) => wave.dispositions.rates[name],
        },
        {
          header: t('report.rates.weightedHead'),
          format: 'share',
          cell: ({ name }) => wave.dispositions.weighted?.rates[name] ?? null,
        },
        { header: t('report.method.formula'), isLong: true, cell: ({ formula }) => formula },
      ],
      rows,
    );
  },
};

export const fieldworkTables: readonly TableSource[] = [strata, outcomes, rates];
