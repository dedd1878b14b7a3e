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
    const words = { number: index + 1, day: f.day(event.at), text, scope: event.scope };
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

/** What a letter of a mark's numbers takes of a phone's width, and how far marks keep apart. */
const letterShare = 0.024;
const leastApart = 0.02;

interface Group {
  readonly numbers: readonly string[];
  readonly shares: readonly number[];
}

/**
 * Events where they stand; what would lie over each other on a phone is one mark.
 *
 * @param shareAt where a place among the waves lies, as a share of the drawing's width
 */
export function eventMarks(
  events: readonly EventView[],
  shareAt: (place: number) => number,
): readonly EventMark[] {
  const groups: Group[] = [];
  for (const { number, place } of events) {
    if (place === '') continue;
    let group: Group = { numbers: [number], shares: [shareAt(Number(place))] };
    // a group that grows may reach the one before it
    for (let last = groups.at(-1); last !== undefined && overlap(last, group); last = groups.at(-1)) {
      groups.pop();
      group = { numbers: [...last.numbers, ...group.numbers], shares: [...last.shares, ...group.shares] };
    }
    groups.push(group);
  }
  return groups.map((group) => ({
    label: labelOf(group),
    x: percentage(middleOf(group)),
    lines: group.shares.map((share) => ({ x: percentage(share) })),
  }));
}

function labelOf({ numbers }: Group): string {
  const [first = ''] = numbers;
  return numbers.length === 1 ? first : `${first}–${numbers.at(-1)}`;
}

function middleOf({ shares }: Group): number {
  return ((shares[0] ?? 0) + (shares.at(-1) ?? 0)) / 2;
}

function overlap(one: Group, other: Group): boolean {
  const letters = labelOf(one).length + labelOf(other).length;
  return middleOf(other) - middleOf(one) < (letters / 2) * letterShare + leastApart;
}
