export const reportWhere = {
  'report.where.table': 'Factors, their dimensions and items',
  'report.where.target': 'Factor, dimension, item',
  'report.where.p': 'p',
  'report.where.kind.factor': 'Factor · {weight}',
  'report.where.kind.dimension': 'Dimension · {weight}',
  'report.where.kind.item': '{weight}',
  'report.where.regroup': 'Put items under their factors again',
  'report.where.others': 'Answers to the other questions',
  'report.where.since':
    'Changes are since {wave}; what has no ▲ or ▼ is within noise. The percentage under a name is its weight in the whole.',
  'report.where.families':
    'So that many looks do not make chance look real, each p is adjusted for the others it is looked at with: {families}. The number beside a p is how many were tested together.',
  'report.where.family.declared': 'overall and factors by Holm ({size} tests)',
  'report.where.family.dimensions': 'dimensions by Benjamini–Hochberg ({size} tests)',
  'report.where.family.items': 'items by Benjamini–Hochberg ({size} tests)',
  'report.where.holm': 'Holm, {size}',
  'report.where.bh': 'BH, {size}',

  'report.spread.summary': 'Answers',
  'report.spread.point': '{points}: {share}',
  'report.spread.between': ' · ',
  'report.spread.box': '{points} together {share}',
  'report.spread.boxInterval': '{points} together {share} ({interval})',
  'report.spread.n': 'n = {n}',
  'report.spread.without': '{count} gave no point',
  'report.spread.notApplicable': '{count} said it does not apply',
  'report.spread.unanswered': '{count} gave no answer here or were not asked',
  'report.spread.few': 'Fewer than {smallest} answers: how they lie is not shown.',

  'report.choice.choice': 'one answer',
  'report.choice.choices': 'several answers possible',
  'report.choice.option': 'Answer',
  'report.choice.share': 'Share',
  'report.choice.heldBack': 'held back: fewer than {smallest}, or would tell of so few',
  'report.choice.quoted': '“{text}”',
  'report.choice.notCounted':
    'Too many options to list their shares here: {questions}. The export has every answer.',
  'report.choice.caption':
    'Weighted shares of those who answered the question, with the {confidence} interval by the log-odds. Where several answers are possible, shares may add up to more than 100%.',
} as const;
