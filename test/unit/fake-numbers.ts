import { type Failure, fail, type Result, succeed } from '../../src/contract/failure';
import type {
  AccountDesk,
  NumberDesk,
  NumberTargets,
  OwnNumber,
  Registrations,
} from '../../src/settings/wiring';
import { OWN_NUMBER } from './fakes';

const at = (url: string): NumberTargets['voice'] => ({ url, method: 'POST' });

export const makeTargets = (targets: Partial<Record<keyof NumberTargets, string>> = {}): NumberTargets => ({
  voice: at(targets.voice ?? ''),
  fallback: at(targets.fallback ?? ''),
  status: at(targets.status ?? ''),
  text: at(targets.text ?? ''),
  textFallback: at(targets.textFallback ?? ''),
});

export const makeNumber = (change: Partial<OwnNumber> = {}): OwnNumber => ({
  id: `PN${(change.number ?? OWN_NUMBER).slice(1)}`,
  number: OWN_NUMBER,
  name: 'Support',
  canTalk: true,
  canText: true,
  hasTextApplication: false,
  targets: makeTargets(),
  ...change,
});

type Method = keyof NumberDesk | keyof AccountDesk;

/** The numbers of an account in memory; what is in `broken` fails. */
export function createNumberDesk(numbers: OwnNumber[] = [makeNumber()]) {
  const broken: Partial<Record<Method, Failure>> = {};
  const did: string[] = [];
  const kept = new Map<string, NumberTargets>();
  const facts: { isOpen: boolean | undefined; registrations: Registrations } = {
    isOpen: undefined,
    registrations: { answeredElsewhere: [], registered: [OWN_NUMBER], verified: [] },
  };
  const answer = async <T>(method: Method, act: () => T): Promise<Result<T>> => {
    const reason = broken[method];
    return reason === undefined ? succeed(act()) : fail(reason);
  };
  const desk: NumberDesk & AccountDesk = {
    listNumbers: () => answer('listNumbers', () => structuredClone(numbers)),
    findNumber: (number) =>
      answer('findNumber', () => structuredClone(numbers.find((own) => own.number === number))),
    pointNumber: (id, targets) =>
      answer('pointNumber', () => {
        did.push(`point ${id}`);
        const own = numbers.find((one) => one.id === id);
        if (own !== undefined) own.targets = { ...own.targets, ...targets };
      }),
    adoptNumber: (number) => answer('adoptNumber', () => void did.push(`adopt ${number}`)),
    loadBefore: (number) => answer('loadBefore', () => kept.get(number)),
    keepBefore: (number, targets) =>
      answer('keepBefore', () => {
        did.push(`keep ${number}`);
        kept.set(number, structuredClone(targets));
      }),
    forgetBefore: (number) => answer('forgetBefore', () => void kept.delete(number)),
    isMediaOpen: () => answer('isMediaOpen', () => facts.isOpen),
    loadRegistrations: () => answer('loadRegistrations', () => facts.registrations),
  };
  return { openDesk: () => desk, broken, did, kept, facts, numbers };
}
