import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type FiguresView, figuresView } from './figures.view.ts';
import type { WaveSample } from './wave.view.ts';

/** What the protocol says of each stratum beside its size, where it says anything of any. */
const noted = ['kept', 'heldBack', 'optedOut'] as const;

/** A sample by stratum, with what its protocol says of each. */
export function strataTable(frame: string, { strata, protocol }: WaveSample, t: Translate): FiguresView {
  const { integer, number } = formats(t.locale);
  const known = strata.every(({ population }) => population !== null);
  const population = known ? strata.reduce((sum, each) => sum + (each.population ?? 0), 0) : null;
  const sampled = strata.reduce((sum, each) => sum + each.sampled, 0);
  const shown = noted.filter((name) =>
    name === 'kept' && protocol?.keptFrom ? true : sumOf(protocol, name) > 0,
  );
  const ofStratum = (stratum: string, name: (typeof noted)[number]) =>
    protocol?.strata.find((each) => each.stratum === stratum)?.[name] ?? 0;
  const cells = (size: number | null, drawn: number, notes: readonly number[]) => [
    size === null ? t('studio.none') : integer(size),
    integer(drawn),
    size === null || drawn === 0 ? t('studio.none') : number(size / drawn, 2),
    ...notes.map(integer),
  ];
  return figuresView({
    caption: t('studio.wave.sample.caption', { frame }),
    rowsAre: t('studio.wave.stratum'),
    columns: [
      ...(['population', 'drawn', 'weight'] as const).map((label) => t(`studio.wave.${label}`)),
      ...shown.map((name) => t(`draw.protocol.${name}`)),
    ],
    rows: [
      ...strata.map((each) => ({
        head: each.stratum,
        bar: null,
        cells: cells(
          each.population,
          each.sampled,
          shown.map((name) => ofStratum(each.stratum, name)),
        ),
        isTotal: false,
      })),
      {
        head: t('studio.wave.total'),
        bar: null,
        cells: cells(
          population,
          sampled,
          shown.map((name) => sumOf(protocol, name)),
        ),
        isTotal: true,
      },
    ],
  });
}

/** What the protocol of a draw says of the whole, a sentence each. */
export function protocolNotes({ seed, protocol }: WaveSample, t: Translate): readonly string[] {
  const { integer, percent } = formats(t.locale);
  const notes = seed === null ? [] : [t('studio.wave.seed', { seed })];
  if (protocol === null) return notes;
  const [kept, heldBack, optedOut] = noted.map((name) => sumOf(protocol, name)) as [number, number, number];
  const sampled = protocol.strata.reduce((sum, each) => sum + each.sampled, 0);
  if (protocol.keptFrom !== null)
    notes.push(
      t('draw.protocol.keptFrom', {
        wave: protocol.keptFrom,
        kept: integer(kept),
        sampled: integer(sampled),
        share: percent(sampled === 0 ? 0 : kept / sampled),
      }),
    );
  if (protocol.cap !== null && heldBack > 0)
    notes.push(
      t('draw.protocol.heldBackSaid', {
        customers: integer(heldBack),
        times: integer(protocol.cap.times),
        days: integer(protocol.cap.days),
      }),
    );
  if (optedOut > 0) notes.push(t('draw.protocol.optedOutSaid', { customers: integer(optedOut) }));
  return notes;
}

function sumOf(protocol: WaveSample['protocol'], name: (typeof noted)[number]): number {
  return (protocol?.strata ?? []).reduce((sum, each) => sum + each[name], 0);
}
