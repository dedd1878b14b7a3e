import type { ImprovementMeasure } from '#db/tables.ts';
import { measureStatuses } from '#surveys/measure-status.ts';
import type { MeasureWish } from '../../actions/keep-measure.ts';
import {
  areaField,
  type Choices,
  formView,
  lineField,
  radiosField,
  selectField,
  type Typed,
} from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';
import { measuresPath } from './measures.view.ts';

/** What there is to choose from when a measure is written down. */
export interface MeasureGround {
  readonly targets: Choices;
  /** The waves that may have shown the need, the newest first, by their ids. */
  readonly waves: Choices;
  /** The people of the team, by their ids. */
  readonly people: Choices;
}

/** The form that writes down a measure. @param measure the one to change, as it was read; `null` for a new one */
export function measurePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  measure: Pick<ImprovementMeasure, 'id' | 'revision'> | null,
  now: MeasureWish,
  ground: MeasureGround,
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const heading = t(measure === null ? 'improve.new' : 'improve.change');
  const nobody = ['', t('improve.none')] as const;
  const targets = ground.targets.some(([value]) => value === now.target)
    ? ground.targets
    : [...ground.targets, ...unknownTarget(now.target, t('improve.target.gone', { key: now.target }))];
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [t('improve.form.help')],
    back: { href: measuresPath(survey.slug), label: t('improve.title') },
    form: formView(t, typed, {
      action: measuresPath(survey.slug, measure === null ? '/new' : `/${measure.id}`),
      submit: t(measure === null ? 'improve.new.go' : 'improve.change.go'),
      hidden: measure === null ? {} : { seen: typed.values.get('seen') ?? String(measure.revision) },
      fields: [
        lineField({ name: 'title', label: t('improve.form.title') }, typed, { value: now.title }),
        selectField({ name: 'target', label: t('improve.target') }, typed, targets, now.target),
        areaField({ name: 'description', label: t('improve.form.description') }, typed, now.description),
        lineField({ name: 'owner', label: t('improve.owner'), hint: t('improve.form.owner.hint') }, typed, {
          value: now.owner,
        }),
        selectField(
          { name: 'person', label: t('improve.form.person'), hint: t('improve.form.person.hint') },
          typed,
          [nobody, ...ground.people],
          now.ownerId ?? '',
        ),
        selectField(
          { name: 'wave', label: t('improve.form.wave') },
          typed,
          [nobody, ...ground.waves],
          now.waveId ?? '',
        ),
        radiosField(
          { name: 'status', label: t('improve.status') },
          typed,
          measureStatuses.map((status) => [status, t(`improve.status.${status}`)] as const),
          now.status,
        ),
        dayField('start', now.startOn, t('improve.form.start.hint')),
        dayField('due', now.dueOn ?? ''),
        dayField('done', now.doneOn ?? '', t('improve.form.done.hint')),
      ],
    }),
  };

  function dayField(name: 'start' | 'due' | 'done', value: string, hint: string | null = null) {
    return lineField({ name, label: t(`improve.${name}`), hint }, typed, { type: 'date', value });
  }
}

function unknownTarget(key: string, label: string): Choices {
  return key === '' ? [] : [[key, label]];
}
