/** What the studio says about the size of a sample and how it is divided. */
export const studioSizes = {
  'sizes.title': 'How many, and how divided',
  'sizes.link': 'Work out how many, and compare ways to divide them',
  'sizes.intro':
    'Say how sure C is to be, or which change is to be seen. Each way to divide the sample is shown with the interval it can be expected to give.',
  'sizes.aim': 'Aim',
  'sizes.aim.margin': 'C of all, within ±',
  'sizes.aim.change': 'a change of C of',
  'sizes.aim.total': 'answers in all',
  'sizes.value': 'How much',
  'sizes.earlier': 'Learn the spread from',
  'sizes.earlier.none': 'no wave: a spread of {spread} is assumed',
  'sizes.overlap': 'Part of an earlier sample that stays, in % (for a change)',
  'sizes.source.overlap':
    '{share} of the customers are asked both times; their two answers are assumed to correlate by 0.5.',
  'sizes.go': 'Work it out',
  'sizes.bad': 'Write a number above 0, such as 0.02.',
  'sizes.way': 'Way',
  'sizes.answers': 'Answers',
  'sizes.invite': 'To invite',
  'sizes.cost': 'Cost',
  'sizes.whole': 'C of all ±',
  'sizes.domain': 'C of {domain} ±',
  'sizes.short': 'too few customers in {strata}',
  'sizes.draw': 'Choose',
  'sizes.drawOf': 'Choose this way: {way}',
  'sizes.strata': 'To invite in each stratum',
  'sizes.confidence': 'Intervals of 95 %. {source}',
  'sizes.source.assumed': 'The spread of every stratum is assumed to be {spread}.',
  'sizes.source.wave':
    'Spreads and response rates are those of {wave}; where a stratum had too few answers, that of all stands in.',
} as const;
