import type { SurveyEvent, WaveReport } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import { locales } from '../../i18n/locale.ts';
import { percentage } from './axis.ts';
import type { Focus } from './focus.ts';

/** An event in words, with where it stands among the waves: 1.5 is halfway from the second to the third. */
export interface EventView {
  readonly number: string;
  readonly said: string;
  /** Empty where no wave's time is known. */
  readonly place: string;
}

/** Events that stand so close together that one mark says their numbers. */
export interface EventMark {
  readonly label: string;
  readonly x: string;
  readonly lines: readonly { readonly x: string }[];
}

/** The events of a report in order of time, in words. */
export function eventViews({ report, t, f }: Focus): EventView[] {
  return report.events.map((event, index) => {
    const place = placeAmong(event, report.waves, report.measures.asOf);
    const text = textIn(event.text, t.locale, locales);
    const words = { number: index + 1, day: f.date(event.at), text, scope: event.scope };
    return {
      number: String(index + 1),
      said: t(event.scope === '' ? 'report.events.numbered' : 'report.events.scoped', words),
      place: place === null ? '' : String(Number(place.toFixed(3))),
    };
  });
}

/** How far outside the first and the last wave an event before or after them stands. */
const outside = 0.4;

/** Where an event stands between the middles of the waves; `null` where no wave's time is known. */
function placeAmong({ at }: SurveyEvent, waves: readonly WaveReport[], asOf: number | null): number | null {
  const middles = waves.flatMap(({ opensAt, closesAt }, index) => {
    const from = opensAt ?? closesAt;
    if (from === null) return [];
    return [{ index, at: (from + Math.max(from, closesAt ?? asOf ?? from)) / 2 }];
  });
  const before = middles.findLast((middle) => middle.at <= at);
  const after = middles.find((middle) => middle.at > at);
  if (before === undefined) return after === undefined ? null : after.index - outside;
  if (after === undefined) return before.index + outside;
  return before.index + ((at - before.at) / (after.at - before.at)) * (after.index - before.index);
}

/** Marks closer than this share of the width lie over each other on a phone. */
const leastApart = 0.08;

/** @param shareAt where a place among the waves lies, as a share of the drawing's width */
export function eventMarks(
  events: readonly EventView[],
  shareAt: (place: number) => number,
): readonly EventMark[] {
  const groups: { numbers: string[]; shares: number[] }[] = [];
  for (const { number, place } of events) {
    if (place === '') continue;
    const share = shareAt(Number(place));
    const last = groups.at(-1);
    if (last !== undefined && share - (last.shares[0] ?? share) < leastApart) {
      last.numbers.push(number);
      last.shares.push(share);
    } else groups.push({ numbers: [number], shares: [share] });
  }
  return groups.map(({ numbers, shares }) => ({
    label: numbers.length === 1 ? (numbers[0] ?? '') : `${numbers[0]}–${numbers.at(-1)}`,
    x: percentage(shares.reduce((sum, share) => sum + share, 0) / shares.length),
    lines: shares.map((share) => ({ x: percentage(share) })),
  }));
}
