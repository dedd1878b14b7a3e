import type { Change, Figure, SegmentDescription } from '#reports/report.ts';
import { type Focus, shown, variableName } from './focus.ts';
import { isDifferent } from './heat-map.view.ts';

/** A group with its overall index. */
export interface Cell {
  readonly value: string;
  readonly name: string;
  readonly figure: Figure | null;
  readonly change: Change | null;
  factorFigure(factor: string): Figure | null;
}

/** The groups of a variable, in the order to show them. */
export function figuresOf({ variable, values }: SegmentDescription, { text, figure, change }: Focus): Cell[] {
  return values.map(({ value, label }) => ({
    value,
    name: (label === null ? '' : text(label)) || value,
    figure: figure('csi', 'overall', { [variable]: value }),
    change: change('csi', 'overall', { [variable]: value }),
    factorFigure: (factor) => figure('csi', `factor:${factor}`, { [variable]: value }),
  }));
}

/** By which variables customers are shown to differ, by the test of each or by a group that stands out. */
export function forWhomFinding(focus: Focus): string {
  const { t, f, report, wave } = focus;
  const differing = report.segments.filter((segment) => {
    const test = wave.segmentContrasts.find(({ variable }) => variable === segment.variable)?.test ?? null;
    const isTested = test !== null && (test.pHolm ?? test.p) < 1 - report.plan.confidence;
    return isTested || groupsApart(segment, focus).length > 0;
  });
  if (differing.length === 0) {
    const isTested = wave.segmentContrasts.some(({ test }) => test !== null);
    return t(isTested ? 'report.segments.none' : 'report.forWhom.variable.untested');
  }
  return t('report.forWhom.differ', {
    variables: f.list(differing.map((segment) => variableName(focus, segment))),
  });
}

/** Whether the groups differ at all, and which stand out from everybody, the lowest first. */
export function segmentFinding(segment: SegmentDescription, focus: Focus): string {
  const { t, f, wave, report } = focus;
  const test = wave.segmentContrasts.find(({ variable }) => variable === segment.variable)?.test ?? null;
  if (test === null) return t('report.forWhom.variable.untested');
  const inWords = {
    test: t('report.forWhom.test', {
      numerator: f.integer(test.numerator),
      denominator: f.integer(test.denominator),
      statistic: f.number(test.statistic, 2),
      p: f.p(test.pHolm ?? test.p),
    }),
  };
  const isTested = (test.pHolm ?? test.p) < 1 - report.plan.confidence;
  const apart = groupsApart(segment, focus);
  if (apart.length > 0) {
    const key = isTested ? 'report.forWhom.variable.tested' : 'report.forWhom.variable.standOut';
    return t(key, { ...inWords, groups: apart.join(t('report.sentenceSpace')) });
  }
  return t(isTested ? 'report.forWhom.variable.noneApart' : 'report.forWhom.variable.alike', inWords);
}

/** A sentence for each group that is shown to differ from everybody, the lowest first. */
function groupsApart(segment: SegmentDescription, focus: Focus): string[] {
  const { t, f, difference, report } = focus;
  return figuresOf(segment, focus)
    .flatMap(({ name, value, figure }) => {
      const found = difference('overall', segment.variable, value);
      const known = shown(figure);
      if (known === null || found?.difference == null || !isDifferent(found, report.plan.confidence))
        return [];
      return [{ name, c: known.estimate, difference: found.difference }];
    })
    .sort((one, other) => one.difference - other.difference)
    .map((each) =>
      t(each.difference < 0 ? 'report.forWhom.group.below' : 'report.forWhom.group.above', {
        name: each.name,
        c: f.index(each.c),
        amount: f.index(Math.abs(each.difference)),
      }),
    );
}
