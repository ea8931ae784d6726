import { contractNumber, agree } from './agreement';
import { callFront } from './front';
import type { Product } from './product';

/** The n-th caller's number, as an exchange pushes it. */
export const numberOf = (n: number): string => `7495${String(1_110_000 + n)}`;

/** So many people who may call, under a contract, each with an open ticket: the card on the screen has something to tell. */
export const makeCallers = async (product: Product, count: number): Promise<void> => {
  await agree(product);
  for (let n = 0; n < count; n++) {
    const { id } = await callFront<{ id: string }>(product, 'POST', '/contacts', {
      name: `Абонент ${n}`,
      phone: `+${numberOf(n)}`,
      organisation: 'Bench',
    });
    await callFront(product, 'POST', '/tickets', {
      title: `Не печатает принтер ${n}`,
      description: 'Второй этаж, у окна',
      channel: 'phone',
      requester: { id },
      contract: contractNumber,
    });
  }
};
