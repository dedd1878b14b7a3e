import type { ChoiceDistribution, PointShare, RatingDistribution } from '#reports/wave-distributions.ts';
import type { Focus } from '../../views/reports/focus.ts';
import { estimateColumns } from './estimate-columns.ts';
import { type ColumnOf, type TableSource, tableOf } from './table.ts';
import { targetsOf } from './targets.ts';

type Point = { readonly rating: RatingDistribution; readonly point: PointShare };

function ratingColumns<Row>(focus: Focus, of: (row: Row) => RatingDistribution): ColumnOf<Row>[] {
  const { t } = focus;
  const names = new Map(targetsOf(focus).map(({ key, name }) => [key, name]));
  const parts = (row: Row) => {
    const [side = '', ...key] = of(row).column.split(':');
    return { side, key: key.join(':') };
  };
  return [
    { header: t('take.column.key'), cell: (row) => parts(row).key },
    {
      header: t('take.column.name'),
      isLong: true,
      cell: (row) => names.get(parts(row).key) ?? parts(row).key,
    },
    { header: t('take.column.side'), cell: (row) => sideInWords(parts(row).side, focus) },
  ];
}

function sideInWords(side: string, { t }: Focus): string {
  switch (side) {
    case 'expectation':
    case 'perception':
      return t(`report.${side}`);
    case 'importance':
      return t('report.importance');
    default:
      return t('report.rating.title');
  }
}

/** How many gave which points, in shares that are weighted; few answers stand together with their neighbours. */
const points: TableSource = {
  key: 'distributions',
  table(focus) {
    const { t, analysis } = focus;
    const rows = (analysis?.distributions?.ratings ?? []).flatMap((rating) =>
      rating.points.map((point): Point => ({ rating, point })),
    );
    return tableOf<Point>(
      t('take.table.distributions'),
      [
        ...ratingColumns<Point>(focus, ({ rating }) => rating),
        { header: t('take.column.fromPoint'), format: 'count', cell: ({ point }) => point.from },
        { header: t('take.column.toPoint'), format: 'count', cell: ({ point }) => point.to },
        { header: t('report.answersShort'), format: 'count', cell: ({ point }) => point.n },
        { header: t('report.method.share'), format: 'share', cell: ({ point }) => point.share },
      ],
      rows,
    );
  },
};

/** The shares of the lowest and the highest points, with their intervals, and of whom there is no point. */
const boxes: TableSource = {
  key: 'lowest-and-highest',
  table(focus) {
    const { t, analysis } = focus;
    return tableOf<RatingDistribution>(
      t('take.table.lowest-and-highest'),
      [
        ...ratingColumns<RatingDistribution>(focus, (rating) => rating),
        {
          header: t('report.answersShort'),
          format: 'count',
          cell: ({ n, points: shown }) => (shown.length === 0 ? null : n),
        },
        { header: t('take.column.lowestTo'), format: 'count', cell: ({ bottom }) => bottom?.to ?? null },
        ...estimateColumns<RatingDistribution>(
          focus,
          t('take.column.lowest'),
          ({ bottom }) => bottom?.share ?? null,
          'share',
        ),
        { header: t('take.column.highestFrom'), format: 'count', cell: ({ top }) => top?.from ?? null },
        ...estimateColumns<RatingDistribution>(
          focus,
          t('take.column.highest'),
          ({ top }) => top?.share ?? null,
          'share',
        ),
        {
          header: t('take.column.notApplicable'),
          format: 'count',
          cell: ({ without }) => without.notApplicable,
        },
        { header: t('take.column.unanswered'), format: 'count', cell: ({ without }) => without.unanswered },
      ],
      analysis?.distributions?.ratings ?? [],
    );
  },
};

type Chosen = {
  readonly question: ChoiceDistribution;
  readonly option: ChoiceDistribution['options'][number];
};

/** Who chose what. */
const choices: TableSource = {
  key: 'choices',
  table(focus) {
    const { t, text, analysis } = focus;
    const rows = (analysis?.distributions?.choices ?? []).flatMap((question) =>
      question.options.map((option): Chosen => ({ question, option })),
    );
    return tableOf<Chosen>(
      t('take.table.choices'),
      [
        { header: t('take.column.key'), cell: ({ question }) => question.key },
        { header: t('report.question'), isLong: true, cell: ({ question }) => text(question.text) },
        { header: t('take.column.optionKey'), cell: ({ option }) => option.key },
        { header: t('take.column.option'), isLong: true, cell: ({ option }) => text(option.label) },
        { header: t('report.answersShort'), format: 'count', cell: ({ option }) => option.count },
        ...estimateColumns<Chosen>(focus, t('report.method.share'), ({ option }) => option.share, 'share'),
        {
          header: t('take.column.missing'),
          cell: ({ option }) => (option.share === null ? t('take.heldBack.small-cell') : null),
        },
      ],
      rows,
    );
  },
};

export const distributionTables: readonly TableSource[] = [points, boxes, choices];
