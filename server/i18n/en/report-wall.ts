/** A report on a screen that hangs somewhere, read from across the room. */
export const reportWall = {
  'wall.noWaves': 'Nothing has been asked yet.',
  'wall.noAnswers': 'There are no answers yet, and so no figures.',
  'wall.notWeighted': 'There are answers, but no figure can be given yet.',
  'wall.updated': 'As of {moment}',
  'wall.stale': 'Not current since {moment}',
  'wall.closed': 'This link is no longer in use: ask for a new one',
  'wall.response.soFar': 'Response so far · {wave}',
  'wall.response.over': 'Response · {wave}',
  'wall.response.rate': '{answers} answers from {sampled} asked',
  'wall.response.answers': 'answers',
  'wall.item.lowest': 'Lowest C',
  'wall.item.highest': 'Highest C',
  'wall.item.apart': 'clearly apart from all others',
  'wall.item.notApart': 'not clearly apart from the next',
} as const;
