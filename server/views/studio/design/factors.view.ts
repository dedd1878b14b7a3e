import type { Part } from '#surveys/design/parts.ts';
import { weightShares } from '#surveys/design/weights.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { formats } from '../../../i18n/formats.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import { type DesignedDraft, type DesignFrame, type Done, designFrame } from './design-frame.view.ts';
import { type FieldsView, fieldsView } from './fields.view.ts';
import { type EditButton, editButton, moves } from './outline.view.ts';
import { type PipesView, pipesView } from './pipes.view.ts';
import { nameOfPart } from './place-name.ts';

interface Node {
  readonly place: string;
  readonly fields: FieldsView;
  readonly up: EditButton;
  readonly down: EditButton;
  readonly remove: EditButton;
}

interface ItemNode extends Node {
  readonly share: string;
  readonly notAsked: string | null;
}

interface DimensionNode extends Node {
  readonly items: readonly ItemNode[];
  readonly add: EditButton;
}

interface FactorNode extends Node {
  readonly share: string;
  readonly sum: string;
  readonly dimensions: readonly DimensionNode[];
  readonly add: EditButton;
  readonly equal: EditButton;
  readonly hundred: EditButton;
}

export interface FactorsPage extends DesignFrame {
  readonly factors: readonly FactorNode[];
  readonly pipes: PipesView | null;
  readonly empty: string;
  readonly sum: string;
  readonly shareLabel: string;
  readonly add: EditButton;
  readonly equal: EditButton;
  readonly hundred: EditButton;
}

/** The tree product / service / image → dimension → item, with weights that visibly add up. */
export function factorsPage(standing: Standing, draft: DesignedDraft, done?: Done): FactorsPage {
  const { t } = standing;
  const { definition } = draft;
  const parts = [...draft.parts.values()];
  const { total, factors: weighed } = weightShares(definition);
  const { number, percent } = formats(t.locale);
  const shareOf = new Map(
    weighed.flatMap(({ place, share, items }) => [
      [place, share] as const,
      ...items.map((each) => [each.place, each.share] as const),
    ]),
  );
  const share = (place: string) => {
    const found = shareOf.get(place);
    return found === undefined || !Number.isFinite(found) ? '' : percent(found, 1);
  };
  const sum = (value: number) =>
    t('design.weight.total', { total: number(value, Number.isInteger(value) ? 0 : 2) });
  const asked = new Set(pairsOf(definition).map(({ key }) => key));
  const under = (kind: Part['kind'], within: string) =>
    parts.filter((part) => part.kind === kind && part.within === within);
  const node = (part: Part, siblings: readonly Part[]): Node => nodeOf(draft, part, siblings, t);
  const item = (part: Part, siblings: readonly Part[]): ItemNode => ({
    ...node(part, siblings),
    share: share(part.place),
    notAsked: asked.has(part.key) ? null : t('design.notAsked'),
  });
  const dimension = (part: Part, siblings: readonly Part[]): DimensionNode => {
    const items = under('item', part.place);
    return {
      ...node(part, siblings),
      items: items.map((each) => item(each, items)),
      add: editButton({ edit: 'addItem', within: part.place }, true, t('design.addItem')),
    };
  };
  const factorParts = parts.filter(({ kind }) => kind === 'factor');
  return {
    ...designFrame(standing, draft, { heading: t('design.factors'), ...(done && { done }) }),
    factors: factorParts.map((part) => {
      const dimensions = under('dimension', part.place);
      return {
        ...node(part, factorParts),
        share: share(part.place),
        sum: sum(weighed.find(({ place }) => place === part.place)?.total ?? 0),
        dimensions: dimensions.map((each) => dimension(each, dimensions)),
        add: editButton({ edit: 'addDimension', within: part.place }, true, t('design.addDimension')),
        ...weightButtons(part.place, t),
      };
    }),
    pipes: definition.facts.length === 0 ? null : pipesView(definition, draft.piping, t, ['factors']),
    empty: t('design.noFactors'),
    sum: sum(total),
    shareLabel: t('design.weight.share'),
    add: editButton({ edit: 'addFactor' }, true, t('design.addFactor')),
    ...weightButtons('survey', t),
  };
}

function weightButtons(place: string, t: Translate) {
  return {
    equal: editButton({ edit: 'equalWeights', place }, true, t('design.weight.equal')),
    hundred: editButton({ edit: 'scaleWeights', place }, true, t('design.weight.hundred')),
  };
}

function nodeOf(draft: DesignedDraft, part: Part, siblings: readonly Part[], t: Translate): Node {
  const name = nameOfPart(draft, part, t);
  return {
    place: part.place,
    fields: fieldsView(draft, part, t),
    ...moves(
      part.place,
      name,
      siblings.map(({ place }) => place),
      siblings.indexOf(part),
      t,
    ),
    remove: editButton(
      { edit: 'remove', place: part.place },
      true,
      t('design.remove'),
      `${t('design.remove')}: ${name}`,
    ),
  };
}
