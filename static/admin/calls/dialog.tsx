import {
  Button,
  DynamicTable,
  Heading,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
  Text,
} from '@forge/react';
import type { CallDetail } from '../../../src/contract/admin-calls';
import { AuditTable } from '../audit-table';
import { loadCall } from '../effects';
import { Show, usePage } from '../parts';
import { useWords } from '../use-words';

/** One call: what was done, one step after the other, and what it cost. */
export function CallDialog() {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const { dialog } = state;
  const { call } = state.views;
  const close = () => dispatch({ kind: 'dialog-closed' });
  return (
    <ModalTransition>
      {dialog?.kind === 'call' && (
        <Modal onClose={close} width="large">
          <ModalHeader>
            <ModalTitle>
              {say('calls.detailTitle', { reference: call.value?.call.reference ?? '…' })}
            </ModalTitle>
          </ModalHeader>
          <ModalBody>
            <Show loaded={call} retry={() => loadCall(dialog.id, dispatch)} label={say('calls.timeline')}>
              {(detail) => <Detail detail={detail} />}
            </Show>
          </ModalBody>
          <ModalFooter>
            <Button appearance="primary" onClick={close}>
              {say('actions.close')}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
}

function Detail({ detail: { costs, entries } }: { detail: CallDetail }) {
  const { say, usd, number } = useWords();
  return (
    <Stack space="space.200">
      <Heading as="h3">{say('calls.timeline')}</Heading>
      {entries.length === 0 ? <Text>{say('calls.nothing')}</Text> : <AuditTable entries={entries} ofCall />}
      <Heading as="h3">{say('calls.costs')}</Heading>
      <DynamicTable
        label={say('calls.costs')}
        head={{
          cells: [
            { key: 'item', content: say('calls.item') },
            { key: 'quantity', content: say('calls.quantity') },
            { key: 'cost', content: say('calls.cost') },
          ],
        }}
        rows={costs.map((cost) => ({
          key: cost.item,
          cells: [
            { key: 'item', content: say(`calls.items.${cost.item}`) },
            { key: 'quantity', content: number(cost.quantity) },
            { key: 'cost', content: usd(cost.usd) },
          ],
        }))}
      />
    </Stack>
  );
}
