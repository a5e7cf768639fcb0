import type { Token } from './fold';
import type { Language, Part } from './language';

/** A number said in words. `alternative`: its digits if the last unit was meant apart ("eight hundred | five five"). */
export interface SpokenNumber {
  value: number;
  /** Index of the token after it. */
  next: number;
  ordinal: boolean;
  alternative?: string;
}

interface Step {
  parts: readonly Part[];
  width: number;
}

interface State {
  total: number;
  group: number;
  hasGroup: boolean;
  /** What may be added now. */
  room: readonly [number, number] | undefined;
  lastScale: number;
  ended: boolean;
  ordinal: boolean;
  alternative: string | undefined;
}

const start: State = {
  total: 0,
  group: 0,
  hasGroup: false,
  room: [0, 999_999],
  lastScale: Number.POSITIVE_INFINITY,
  ended: false,
  ordinal: false,
  alternative: undefined,
};

/** Beyond this doubles lose digits; nobody says such a number on the phone. */
const largest = 1e15;

function addValue(state: State, part: Part): State | undefined {
  const { room, group } = state;
  if (room === undefined || part.value < room[0] || part.value > room[1]) return undefined;
  const isUnit = part.value > 0 && part.value < 10 && group + state.total >= 20;
  return {
    ...state,
    group: group + part.value,
    hasGroup: true,
    room: part.kind === 'ordinal' ? undefined : part.takes,
    ended: part.kind === 'ordinal' || part.value === 0,
    ordinal: part.kind === 'ordinal',
    alternative: isUnit ? `${state.total + group}${part.value}` : undefined,
  };
}

function multiplyByHundred(state: State): State | undefined {
  if (state.hasGroup && (state.group < 1 || state.group > 99)) return undefined;
  const group = state.hasGroup ? state.group * 100 : 100;
  return { ...state, group, hasGroup: true, room: [1, 99], alternative: undefined };
}

function multiplyByScale(state: State, scale: number): State | undefined {
  if (!state.hasGroup && state.total > 0) {
    // "mil millones" is a thousand of them, "un million mille" one thousand more.
    const total = scale > state.lastScale ? state.total * scale : state.total + scale;
    if (scale === state.lastScale || total > largest) return undefined;
    return { ...state, total, lastScale: scale, room: [1, scale - 1] };
  }
  if (scale >= state.lastScale) return undefined;
  const total = state.total + (state.hasGroup ? state.group : 1) * scale;
  if (total > largest || (state.hasGroup && state.group === 0)) return undefined;
  return {
    ...state,
    total,
    group: 0,
    hasGroup: false,
    lastScale: scale,
    room: [1, scale - 1],
    alternative: undefined,
  };
}

function applyPart(state: State, part: Part): State | undefined {
  if (state.ended) return undefined;
  if (part.kind === 'hundred') return multiplyByHundred(state);
  return part.kind === 'scale' ? multiplyByScale(state, part.value) : addValue(state, part);
}

function applyStep(state: State, step: Step): State | undefined {
  let current: State | undefined = state;
  for (const part of step.parts) {
    current = applyPart(current, part);
    if (current === undefined) return undefined;
  }
  return current;
}

/** Splits "zweitausendsechs" into its parts, longest first; positions that led nowhere are not tried again. */
class GluedWord {
  private readonly dead = new Set<number>();

  constructor(
    private readonly word: string,
    private readonly language: Language,
  ) {}

  split(from = 0, last?: Part): Part[] | undefined {
    if (from === this.word.length) return [];
    if (this.dead.has(from)) return undefined;
    for (let to = Math.min(this.word.length, from + this.language.longest); to > from; to--) {
      const parts = this.splitAt(from, to, last);
      if (parts !== undefined) return parts;
    }
    this.dead.add(from);
    return undefined;
  }

  private splitAt(from: number, to: number, last: Part | undefined): Part[] | undefined {
    const piece = this.word.slice(from, to);
    const part = this.language.parts.get(piece);
    if (part !== undefined) {
      const rest = this.split(to, part);
      return rest && [part, ...rest];
    }
    // hundertundeins
    const links = last !== undefined && last.kind !== 'add' && this.language.and.has(piece);
    return links && to < this.word.length ? this.split(to) : undefined;
  }
}

function readGlued(word: string, language: Language): Part[] | undefined {
  // No number below 10^12 is longer in any of our languages; this bounds the work per word.
  if (!language.spec.glued || word.length > 120) return undefined;
  const parts = new GluedWord(word, language).split();
  if (parts === undefined) return undefined;
  return applyStep(start, { parts, width: 1 }) === undefined ? undefined : parts;
}

function readEnding(word: string, language: Language): Part[] | undefined {
  for (const ending of language.endings) {
    if (word.length <= ending.length || !word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    const direct = language.parts.get(stem);
    const parts = direct === undefined ? readGlued(stem, language) : [direct];
    const state = parts && applyStep(start, { parts, width: 1 });
    if (state) return [{ kind: 'ordinal', value: state.total + state.group, takes: undefined }];
  }
  return undefined;
}

/** What a single folded word means in a number, if anything. */
export function readWord(word: string, language: Language): readonly Part[] | undefined {
  const part = language.parts.get(word);
  if (part !== undefined) return [part];
  return readGlued(word, language) ?? readEnding(word, language);
}

const joinable = /^(?:\s*|[-‐‑])$/;

/** Reads numbers made of words in one sentence. */
export class NumberWordReader {
  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly language: Language,
    /** Positions that look like a number and are none ("per cento"). */
    private readonly isBlocked: (index: number) => boolean,
  ) {}

  /** The longest number that starts at the token `from`. */
  read(from: number): SpokenNumber | undefined {
    let state = start;
    let next = from;
    let last: { state: State; next: number; step: Step } | undefined;
    while (!state.ended) {
      const found = this.findStep(next, from, state);
      if (found === undefined) break;
      const after = applyStep(state, found.step);
      if (after === undefined) {
        if (last !== undefined && last.next > from && this.belongsToNext(last.step, found.step)) {
          state = last.state;
          next = last.next;
        }
        break;
      }
      last = { state, next, step: found.step };
      state = after;
      next = found.at + found.step.width;
    }
    if (next === from) return undefined;
    const { total, group, ordinal, alternative } = state;
    return { value: total + group, next, ordinal, ...(alternative === undefined ? {} : { alternative }) };
  }

  /** "one hundred and two hundred": the two starts a number of its own. */
  private belongsToNext(last: Step, current: Step): boolean {
    const restarted = applyStep(start, last);
    return (
      current.parts[0]?.kind !== 'add' &&
      restarted !== undefined &&
      applyStep(restarted, current) !== undefined
    );
  }

  private findStep(index: number, from: number, state: State): { step: Step; at: number } | undefined {
    if (index > from && !this.touchesPrevious(index)) return undefined;
    const step = this.readStep(index);
    if (step === undefined) return index === from ? undefined : this.findLinked(index, state);
    const needsAnd = this.language.spec.tens === 'and' && state.hasGroup && state.room?.[1] === 9;
    return needsAnd && step.parts[0]?.kind === 'add' ? undefined : { step, at: index };
  }

  /** What follows the "and" at `index`, if it belongs to this number. */
  private findLinked(index: number, state: State): { step: Step; at: number } | undefined {
    const { and, spec } = this.language;
    if (!and.has(this.tokens[index]?.text ?? '') || !this.touchesPrevious(index + 1)) return undefined;
    if (state.room === undefined || state.room[1] < spec.andRoom) return undefined;
    const step = this.readStep(index + 1);
    const first = step?.parts[0];
    if (step === undefined || first === undefined || applyPart(state, first) === undefined) return undefined;
    return spec.andOnly?.includes(first.value) === false ? undefined : { step, at: index + 1 };
  }

  private touchesPrevious(index: number): boolean {
    const before = this.tokens[index - 1];
    const token = this.tokens[index];
    if (before === undefined || token === undefined) return false;
    return joinable.test(this.text.slice(before.end, token.start));
  }

  private readStep(index: number): Step | undefined {
    const token = this.tokens[index];
    if (token === undefined || this.isBlocked(index)) return undefined;
    const following = this.tokens[index + 1];
    const touches = this.touchesPrevious(index + 1);
    const pair = touches ? this.language.pairs.get(`${token.text} ${following?.text}`) : undefined;
    if (pair !== undefined) return { parts: [pair], width: 2 };
    if (token.kind === 'digits') {
      const scale = touches && following !== undefined ? this.language.parts.get(following.text) : undefined;
      if (scale?.kind !== 'scale' || !/^[1-9]\d{0,2}$/.test(token.text)) return undefined;
      return { parts: [{ kind: 'add', value: Number(token.text), takes: undefined }], width: 1 };
    }
    const parts = token.kind === 'word' ? readWord(token.text, this.language) : undefined;
    return parts === undefined ? undefined : { parts, width: 1 };
  }
}
