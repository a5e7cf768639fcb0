import {
  Button,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
} from '@forge/react';
import type { ReactNode } from 'react';
import { Notice, usePage } from './parts';
import type { Dialog, FormName } from './state';
import { useWords } from './use-words';

/** A window with a form, which stays open with what was typed until the app has taken it. */
export function FormDialog({
  kind,
  form,
  title,
  submitLabel,
  busyLabel,
  isDangerous = false,
  onSubmit,
  children,
}: {
  kind: Dialog['kind'];
  form: FormName;
  title: string;
  submitLabel: string;
  busyLabel?: string;
  isDangerous?: boolean;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const busy = state.saving === form;
  const close = () => dispatch({ kind: 'dialog-closed' });
  return (
    <ModalTransition>
      {state.dialog?.kind === kind && (
        <Modal onClose={close} width="medium">
          <Form onSubmit={onSubmit}>
            <ModalHeader>
              <ModalTitle>{title}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Stack space="space.150">
                {children}
                {state.notice?.error?.field === undefined && <Notice form={form} />}
              </Stack>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={close}>
                {say('actions.cancel')}
              </Button>
              <Button type="submit" appearance={isDangerous ? 'danger' : 'primary'} isDisabled={busy}>
                {busy ? (busyLabel ?? say('actions.saving')) : submitLabel}
              </Button>
            </ModalFooter>
          </Form>
        </Modal>
      )}
    </ModalTransition>
  );
}
