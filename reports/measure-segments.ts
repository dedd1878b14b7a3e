import { figuresOf, type TracedFigure } from './figures.ts';
import type { Instrument } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import type { Figure, SegmentContrasts } from './report.ts';
import { holm } from './sampling-error/multiplicity.ts';
import { type SharedValues, segmentCells, sharedInRows } from './segment-cells.ts';
import { type MeasuredSegments, segmentContrasts } from './segment-contrasts.ts';
import type { Tallies } from './tally/tallies.ts';
import type { WeightedWave } from './weighted-wave.ts';

/** What a wave says of parts of its respondents, one variable after the other; what is too small is held back. */
export function measureSegments(
  { key, plan, dataset }: Pick<WaveInput, 'key' | 'plan' | 'dataset'>,
  tallies: Tallies | null,
  wave: WeightedWave,
  instrument: Instrument,
  whole: readonly TracedFigure[],
): { readonly figures: readonly TracedFigure[]; readonly contrasts: readonly SegmentContrasts[] } {
  const { confidence } = plan;
  const measured = plan.segments.flatMap((variable): MeasuredSegments[] => {
    const segments = wave.segments(variable);
    if (segments === null) return [];
    const figures = segments.values.map(({ value, ground }) =>
      figuresOf(ground, instrument, { period: key, cell: { [variable]: value }, confidence }),
    );
    return [{ variable, segments, figures }];
  });
  const counts = measured.map(({ variable, segments }) => ({
    variable,
    values: segments.values.map(({ value, ground }) => ({ value, n: ground.domain.n })),
  }));
  const shared: SharedValues = (one, other) =>
    tallies?.sharedValues(dataset, one, other) ?? sharedInRows(dataset, one, other);
  const shown = heldBack(measured, segmentCells(counts, plan, shared));
  const contrasts = shown.map((each) => segmentContrasts(each, whole, confidence));
  return { figures: shown.flatMap(({ figures }) => figures.flat()), contrasts: withHolm(contrasts) };
}

/** All figures, without their numbers where these would tell of too few people; each kind of figure is a table of its own. */
function heldBack(
  measured: readonly MeasuredSegments[],
  cells: ReturnType<typeof segmentCells>,
): MeasuredSegments[] {
  const kinds = measured.flatMap(({ figures }) => figures)[0]?.length ?? 0;
  const held = Array.from({ length: kinds }, (_, kind) =>
    cells.heldOf(measured.map(({ figures }) => figures.map((own) => own[kind]?.figure.n ?? 0))),
  );
  return measured.map((each, variable) => ({
    ...each,
    figures: each.figures.map((own, value) =>
      own.map(({ figure, statistic }, kind) => ({
        figure: held[kind]?.[variable]?.[value] === true ? withoutNumbers(figure) : figure,
        statistic,
      })),
    ),
  }));
}

function withoutNumbers(figure: Figure): Figure {
  return {
    ...figure,
    ...{ estimate: null, standardError: null, lower: null, upper: null },
    ...{ degreesOfFreedom: null, n: 0, effectiveSize: null, designEffect: null },
    suppressed: 'small-cell',
    verdict: null,
  };
}

/** Whether customers differ at all is asked of each variable: so many tests are a family. */
function withHolm(contrasts: readonly SegmentContrasts[]): SegmentContrasts[] {
  const adjusted = holm(contrasts.map(({ test }) => test?.p ?? null));
  return contrasts.map((each, place) => ({
    ...each,
    test: each.test && { ...each.test, pHolm: adjusted[place] ?? null },
  }));
}
