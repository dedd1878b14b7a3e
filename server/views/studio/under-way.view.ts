/** Work that goes on after the page that began it was answered, as a page tells of it. */
export interface UnderWay {
  readonly heading: string;
  readonly list: readonly UnderWayItem[];
  /** Leads to this page as it is then, as long as anything is under way. */
  readonly again: { readonly href: string; readonly label: string } | null;
}

export interface UnderWayItem {
  readonly text: string;
  /** How much of it is done, from 0 to 1; `null` where that is not known, or it is over. */
  readonly progress: { readonly value: number } | null;
  /** What somebody can do with it now. */
  readonly link: { readonly href: string; readonly label: string } | null;
  /** Ends it, or takes it off the list. */
  readonly end: { readonly action: string; readonly label: string } | null;
}
