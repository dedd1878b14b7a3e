import { plural } from '../../i18n/translate.ts';
import { type Focus, fieldworkOf } from './focus.ts';

/** Whom we asked: the population and where it is known from, how a sample was drawn from it, and when it was asked. */
export function samplingInWords(focus: Focus): string[] {
  const { t, wave } = focus;
  const { strata } = wave.sampling;
  const fieldwork = fieldworkOf(focus);
  return [
    frameInWords(focus),
    ...(strata.length > 0 && !wave.openAnswers.used
      ? [plural(t, 'report.method.stratified', strata.length)]
      : []),
    ...drawInWords(focus),
    ...(fieldwork === '' ? [] : [`${fieldwork}${t('report.fullStop')}`]),
  ];
}

function frameInWords({ t, f, wave }: Focus): string {
  const { frame } = wave.sampling;
  if (frame === null) return t('report.method.noFrame');
  const known = t(`report.method.frame.${frame.kind}`, {
    population: f.integer(frame.population),
    source: frame.source,
  });
  if (frame.importedAt === undefined) return known;
  const imported = t('report.method.imported', { date: f.date(frame.importedAt) });
  return `${known}${t('report.sentenceSpace')}${imported}`;
}

function drawInWords({ t, f, wave, report, waveName }: Focus): string[] {
  const { draw } = wave.sampling;
  if (draw === null) return [];
  const { kept = 0, keptFrom = null, cap = null, heldBack = 0, optedOut = 0 } = draw;
  const earlier = report.waves.find(({ key }) => key === keptFrom);
  return [
    t('report.method.draw', { date: f.date(draw.drawnAt), seed: draw.seed }),
    ...(kept > 0 && keptFrom !== null
      ? [
          plural(t, 'report.method.kept', kept, {
            count: f.integer(kept),
            wave: earlier === undefined ? keptFrom : waveName(earlier),
          }),
        ]
      : []),
    ...(cap === null
      ? []
      : [
          t('report.method.cap', {
            times: f.integer(cap.times),
            days: f.integer(cap.days),
            heldBack: f.integer(heldBack),
          }),
        ]),
    ...(optedOut > 0 ? [plural(t, 'report.method.optedOut', optedOut, { count: f.integer(optedOut) })] : []),
  ];
}
