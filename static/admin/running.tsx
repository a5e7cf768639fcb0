import { Button, Heading, Inline, SectionMessage, Stack, Text } from '@forge/react';
import type { HeldCall, Setup } from '../../src/contract/admin';
import { loadAudit, pauseIntake, resumeIntake, retryCall, retryParkedCalls } from './effects';
import type { FormProps } from './forms';
import type { State } from './state';
import {
  describeComparison,
  describeEntry,
  describeHeldCall,
  describePause,
  describeUnread,
  outageTitle,
} from './words';

/** One switch (V23); while it is off, nobody can miss it. */
export function PauseSwitch({ dispatch, saving, paused }: FormProps & Pick<Setup, 'paused'>) {
  const busy = saving === 'pause';
  if (paused === undefined)
    return (
      <Inline>
        <Button appearance="danger" isDisabled={busy} onClick={() => pauseIntake(dispatch)}>
          Pause intake
        </Button>
      </Inline>
    );
  return (
    <SectionMessage title="Intake is paused" appearance="warning">
      <Text>{describePause(paused)}</Text>
      <Button appearance="primary" isDisabled={busy} onClick={() => resumeIntake(dispatch)}>
        Take calls again
      </Button>
    </SectionMessage>
  );
}

export const Outages = ({ outages }: Pick<Setup, 'outages'>) => (
  <>
    {outages.map((outage) => (
      <SectionMessage key={outage.service} title={outageTitle(outage)} appearance="warning">
        <Text>{outage.reason}</Text>
      </SectionMessage>
    ))}
  </>
);

export const UnreadLines = ({ unreadLines }: Pick<Setup, 'unreadLines'>) =>
  unreadLines.length === 0 ? null : (
    <SectionMessage title="Some lines are not answered" appearance="warning">
      <Text>{describeUnread(unreadLines)}</Text>
    </SectionMessage>
  );

export const Comparison = ({ notComparedSince }: Pick<Setup, 'notComparedSince'>) =>
  notComparedSince === undefined ? null : (
    <SectionMessage title="Twilio’s records could not be compared" appearance="warning">
      <Text>{describeComparison(notComparedSince)}</Text>
    </SectionMessage>
  );

/** Calls that wait: for the admin first, then for a service. */
export function HeldCalls({ dispatch, saving, held }: FormProps & Pick<State, 'held'>) {
  if (held.kind === 'loading') return null;
  if (held.kind === 'failed')
    return (
      <SectionMessage title="The calls that wait can’t be shown" appearance="error">
        <Text>{held.message}</Text>
      </SectionMessage>
    );
  const parked = held.value.filter(({ waiting }) => waiting === undefined);
  const waiting = held.value.filter((call) => call.waiting !== undefined);
  const busy = saving === 'held';
  return (
    <>
      {parked.length > 0 && (
        <SectionMessage title={`Calls that wait for you: ${parked.length}`} appearance="warning">
          <CallList calls={parked} busy={busy} dispatch={dispatch} />
          <Button isDisabled={busy} onClick={() => retryParkedCalls(dispatch)}>
            Try all of them again
          </Button>
        </SectionMessage>
      )}
      {waiting.length > 0 && (
        <SectionMessage title={`Calls that wait for a service: ${waiting.length}`} appearance="information">
          <CallList calls={waiting} busy={busy} dispatch={dispatch} />
        </SectionMessage>
      )}
    </>
  );
}

const CallList = ({
  calls,
  busy,
  dispatch,
}: Pick<FormProps, 'dispatch'> & { calls: HeldCall[]; busy: boolean }) => (
  <Stack space="space.100">
    {calls.map((call) => (
      <Stack key={call.id} space="space.050">
        <Text>{describeHeldCall(call)}</Text>
        <Inline>
          <Button spacing="compact" isDisabled={busy} onClick={() => retryCall(call.id, dispatch)}>
            Try {call.reference} again
          </Button>
        </Inline>
      </Stack>
    ))}
  </Stack>
);

/** What the app did, on demand (K5). */
export function AuditTrail({ dispatch, audit }: Pick<FormProps, 'dispatch'> & Pick<State, 'audit'>) {
  const cursor = audit.kind === 'ready' ? audit.cursor : undefined;
  const isWhole = audit.kind === 'ready' && cursor === undefined;
  return (
    <Stack space="space.100">
      <Heading as="h3">Audit trail</Heading>
      {audit.kind === 'failed' && (
        <SectionMessage appearance="error">
          <Text>{audit.message}</Text>
        </SectionMessage>
      )}
      {'entries' in audit &&
        // Entries have no id, and stay where they are once they are shown.
        audit.entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
          <Text key={index}>{describeEntry(entry)}</Text>
        ))}
      {isWhole ? (
        <Text>{audit.entries.length === 0 ? 'Nothing has been done yet.' : 'That is all.'}</Text>
      ) : (
        <Inline>
          <Button isDisabled={audit.kind === 'loading'} onClick={() => loadAudit(cursor, dispatch)}>
            {audit.kind === 'ready' ? 'Show more' : 'Show what the app did'}
          </Button>
        </Inline>
      )}
    </Stack>
  );
}
