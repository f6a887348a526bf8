import { describe, expect, it } from 'vitest';
import { violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

describe('Compare', () => {
  const tatami = useTatami();
  const rows = () => tatami.page.locator('main tbody tr');

  it('races nine optimizers two clicks after a cold start', async () => {
    let clicks = 0;
    const click = async (name: string | RegExp): Promise<void> => {
      clicks += 1;
      await tatami.page.getByRole('button', { name, exact: typeof name === 'string' }).click();
    };
    await click('Compare');
    await click('Run all 9');
    await rows()
      .first()
      .getByText(/^training/)
      .waitFor({ timeout: 120_000 });
    expect(await rows().count()).toBe(9);
    expect(clicks).toBe(2);
  });

  it('draws the first racer while it trains, and shows the proof of the equal start', async () => {
    await tatami.page.locator('#race-panel canvas').waitFor({ timeout: 120_000 });
    await tatami.page.getByText('Same initial weights').waitFor({ timeout: 60_000 });
    await tatami.page.getByText('only the optimizer').waitFor();
    expect(await violationsInAllLooks(tatami, 'compare-racing')).toEqual([]);
  });

  it('switches a racer off and on by its number, and isolates one by the keyboard', async () => {
    await tatami.page.locator('body').press('1');
    expect(await rows().first().getByRole('checkbox').isChecked()).toBe(false);
    await tatami.page.locator('body').press('1');
    await rows().first().getByRole('button').focus();
    await tatami.page.keyboard.press('ArrowDown');
    await tatami.page.keyboard.press('Enter');
    const shown = await rows()
      .getByRole('checkbox')
      .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
    expect(shown.filter(Boolean)).toHaveLength(1);
    await tatami.page.getByRole('button', { name: /^(Show all|全員を表示)$/ }).click();
  });

  it('stops all, and offers to go on with what is left', async () => {
    await tatami.page.getByRole('button', { name: 'EN', exact: true }).click();
    await tatami.page.getByRole('button', { name: 'Stop all' }).click();
    await tatami.page.getByRole('button', { name: 'Go on with 9' }).waitFor({ timeout: 60_000 });
  });

  it('plans dropout rates with three seeds, and says how many runs that makes', async () => {
    await tatami.page.getByRole('button', { name: 'Add a racer' }).click();
    await tatami.page.getByRole('button', { name: 'Dropout rates' }).click();
    await tatami.page.getByRole('button', { name: 'Make racers' }).click();
    await tatami.page.getByLabel('How many').fill('3');
    await tatami.page.getByLabel('How many').press('Enter');
    await tatami.page.getByRole('button', { name: 'Run all 9' }).waitFor();
    await tatami.page.getByLabel('Name of racer 2').fill('a quarter');
    await tatami.page.getByLabel('Name of racer 2').press('Enter');
    expect(await violationsInAllLooks(tatami, 'compare-planning')).toEqual([]);
    await tatami.page.getByRole('button', { name: 'キャンセル' }).click();
  });

  it('shows the dropout lab, the optimizer X-ray and the formula surfaces', async () => {
    await tatami.page.getByRole('tab', { name: 'Dropout ラボ' }).click();
    expect(await violationsInAllLooks(tatami, 'compare-dropout')).toEqual([]);
    await tatami.page.getByRole('tab', { name: 'オプティマイザーの中身' }).click();
    expect(await violationsInAllLooks(tatami, 'compare-xray')).toEqual([]);
    await tatami.page.getByRole('tab', { name: '損失の地形' }).click();
    expect(await violationsInAllLooks(tatami, 'compare-plane')).toEqual([]);
    await tatami.page.getByRole('tab', { name: '数式の地形' }).click();
    expect(await violationsInAllLooks(tatami, 'compare-surfaces')).toEqual([]);
  });

  it('measures the loss on the plane of what the racers have saved', async () => {
    await tatami.page.getByRole('tab', { name: '損失の地形' }).click();
    await tatami.page.getByLabel('画像', { exact: true }).fill('20');
    await tatami.page.getByLabel('格子', { exact: true }).fill('5');
    await tatami.page.getByRole('button', { name: '平面を測る' }).click();
    await tatami.page
      .getByRole('img', { name: /^損失の地形。出発点の損失は \d/ })
      .waitFor({ timeout: 60_000 });
    expect(await violationsInAllLooks(tatami, 'compare-plane-measured')).toEqual([]);
    await tatami.page.getByRole('tab', { name: '数式の地形' }).click();
  });

  it('moves the start of a surface by the arrow keys and races to the end by the slider', async () => {
    const pad = tatami.page.getByRole('button', { name: /^出発点/ });
    await pad.press('ArrowRight');
    expect(await tatami.page.getByLabel('x', { exact: true }).inputValue()).toBe('-6.8');
    await tatami.page.getByLabel('更新回数').fill('120');
    await tatami.page.getByText('更新 120 / 120').waitFor();
  });

  it('has nothing to complain about', async () => {
    await tatami.page.getByRole('tab', { name: '曲線' }).click();
    await tatami.page.getByRole('button', { name: 'ほかの比較へ' }).click();
    expect(await violationsInAllLooks(tatami, 'compare-start')).toEqual([]);
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});
