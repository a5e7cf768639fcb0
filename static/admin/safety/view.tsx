import { Button, DynamicTable, Heading, Inline, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import { AuditTable } from '../audit-table';
import { FormDialog } from '../dialog';
import { disconnect, loadAudit, pauseIntake, resumeIntake, saveBlocked, saveRetention } from '../effects';
import { Notice, SaveButton, Show, TextRow, TextRows, useFieldError, usePage } from '../parts';
import { readTyped } from '../typed-number';
import { useWords } from '../use-words';

/** How to stop the app, whom to keep out, how long things are kept, and what was done. */
export const Safety = ({ setup }: { setup: Setup }) => (
  <Stack space="space.400">
    <PauseSwitch setup={setup} />
    <BlockedForm blocked={setup.blocked} />
    <RetentionForm retention={setup.retention} />
    <Places setup={setup} />
    <Disconnect />
    <AuditTrail />
  </Stack>
);

/** One switch (V23). */
function PauseSwitch({ setup: { paused } }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const isBusy = state.saving === 'pause';
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.pauseTitle')}</Heading>
      <Text>{say('safety.pauseHelp')}</Text>
      <Inline>
        {paused === undefined ? (
          <Button appearance="danger" isDisabled={isBusy} onClick={() => pauseIntake(words, dispatch)}>
            {say('safety.pause')}
          </Button>
        ) : (
          <Button appearance="primary" isDisabled={isBusy} onClick={() => resumeIntake(words, dispatch)}>
            {say('banners.resume')}
          </Button>
        )}
      </Inline>
      <Notice form="pause" />
    </Stack>
  );
}

/** Whose calls are rejected on every line (T6). */
function BlockedForm({ blocked }: Pick<Setup, 'blocked'>) {
  const { dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const errorOf = useFieldError('blocked');
  const [typed, setTyped] = useState(blocked.join('\n'));
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.blockedTitle')}</Heading>
      <TextRows
        name="blocked"
        label={say('safety.blockedLabel')}
        help={say('safety.blockedHelp')}
        error={errorOf('blocked')}
        placeholder="+1900"
        value={typed}
        onChange={setTyped}
      />
      <Inline>
        <SaveButton
          form="blocked"
          label={say('actions.save')}
          onClick={() =>
            saveBlocked(
              typed.split(/[\s,;]+/).filter((number) => number !== ''),
              words,
              dispatch,
            )
          }
        />
      </Inline>
      <Notice form="blocked" />
    </Stack>
  );
}

/** How long the app keeps what it knows of calls (V17). */
function RetentionForm({ retention }: Pick<Setup, 'retention'>) {
  const { dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const errorOf = useFieldError('retention');
  const [callDays, setCallDays] = useState(String(retention.callDays));
  const [auditDays, setAuditDays] = useState(String(retention.auditDays));
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.retentionTitle')}</Heading>
      <Text>{say('safety.retentionHelp')}</Text>
      <TextRow
        name="callDays"
        label={say('safety.callDays')}
        error={errorOf('callDays')}
        value={callDays}
        onChange={setCallDays}
      />
      <TextRow
        name="auditDays"
        label={say('safety.auditDays')}
        error={errorOf('auditDays')}
        value={auditDays}
        onChange={setAuditDays}
      />
      <Inline>
        <SaveButton
          form="retention"
          label={say('actions.save')}
          onClick={() =>
            saveRetention({ callDays: readTyped(callDays), auditDays: readTyped(auditDays) }, words, dispatch)
          }
        />
      </Inline>
      <Notice form="retention" />
    </Stack>
  );
}

/** Where each line puts recordings and numbers (V10, V18); changed on the line itself. */
function Places({ setup: { lines } }: { setup: Setup }) {
  const { say } = useWords();
  if (lines.length === 0) return null;
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.placesTitle')}</Heading>
      <Text>{say('safety.placesHelp')}</Text>
      <DynamicTable
        label={say('safety.placesTitle')}
        head={{
          cells: [
            { key: 'line', content: say('numbers.line') },
            { key: 'recording', content: say('safety.placeRecording') },
            { key: 'number', content: say('safety.placeNumber') },
          ],
        }}
        rows={lines.map(({ id, name, number, recording, numberField }) => ({
          key: id,
          cells: [
            { key: 'line', content: `${name} (${number})` },
            { key: 'recording', content: say(`line.recordings.${recording}`) },
            { key: 'number', content: numberField ?? say('safety.placeProperty') },
          ],
        }))}
      />
    </Stack>
  );
}

function Disconnect() {
  const { dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.disconnectTitle')}</Heading>
      <Text>{say('safety.disconnectHelp')}</Text>
      <Inline>
        <Button
          appearance="danger"
          onClick={() => dispatch({ kind: 'dialog-opened', dialog: { kind: 'disconnect' } })}
        >
          {say('safety.disconnect')}
        </Button>
      </Inline>
      <Notice form="disconnect" />
      <FormDialog
        kind="disconnect"
        form="disconnect"
        title={say('safety.disconnectSure')}
        submitLabel={say('safety.disconnect')}
        isDangerous
        onSubmit={() => disconnect(words, dispatch)}
      >
        <Text>{say('safety.disconnectHelp')}</Text>
      </FormDialog>
    </Stack>
  );
}

/** What the app did, on demand (K5). */
function AuditTrail() {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const { audit } = state.views;
  const isAsked = audit.loading || audit.value !== undefined || audit.error !== undefined;
  const cursor = audit.value?.cursor;
  return (
    <Stack space="space.100">
      <Heading as="h2">{say('safety.auditTitle')}</Heading>
      <Text>{say('safety.auditHelp')}</Text>
      {isAsked ? (
        <Show loaded={audit} retry={() => loadAudit(undefined, dispatch)} label={say('safety.auditTitle')}>
          {({ entries }) =>
            entries.length === 0 ? <Text>{say('calls.nothing')}</Text> : <AuditTable entries={entries} />
          }
        </Show>
      ) : (
        <Inline>
          <Button onClick={() => loadAudit(undefined, dispatch)}>{say('safety.auditShow')}</Button>
        </Inline>
      )}
      {cursor !== undefined && (
        <Inline>
          <Button isDisabled={audit.loading} onClick={() => loadAudit(cursor, dispatch)}>
            {say('actions.more')}
          </Button>
        </Inline>
      )}
    </Stack>
  );
}
