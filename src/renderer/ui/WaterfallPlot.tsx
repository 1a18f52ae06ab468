import { Bar, BarChart, Cell, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { floated, type WaterfallProps } from './chart-types.ts';

const COLORS = { more: 'var(--c-up)', less: 'var(--c-down)', start: 'var(--c-base)', end: 'var(--c-total)' } as const;

/** The drawing of a waterfall; loaded when the first one is shown. */
export function WaterfallPlot({ steps, format, formatChange = format, height = 240, onSelect }: WaterfallProps) {
  const data = floated(steps).map((step) => ({
    ...step,
    span: [Math.min(step.from, step.to), Math.max(step.from, step.to)] as const,
    text: step.kind === 'change' ? formatChange(step.amount) : format(step.amount),
    color: step.kind !== 'change' ? COLORS[step.kind] : step.amount > 0 ? COLORS.more : COLORS.less,
  }));
  const lowest = Math.min(...data.map((step) => step.span[0]), 0);
  const tick = ({ x, y, payload }: { readonly x?: string | number; readonly y?: string | number; readonly payload?: { readonly index: number } }) => {
    const words = (payload ? (steps[payload.index]?.label ?? '') : '').split(' ');
    const cut = Math.ceil(words.length / 2);
    const lines = words.join(' ').length > 12 && words.length > 1 ? [words.slice(0, cut).join(' '), words.slice(cut).join(' ')] : [words.join(' ')];
    return (
      <text x={x} y={Number(y) + 12} textAnchor="middle" fontSize={12} fill="var(--ink-2)">
        {lines.map((line, index) => (
          <tspan key={index} x={x} dy={index ? 14 : 0}>
            {line}
          </tspan>
        ))}
      </text>
    );
  };
  return (
    <div aria-hidden="true" style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} margin={{ top: 20, right: 4, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <XAxis dataKey="key" tick={tick} tickLine={false} axisLine={false} interval={0} height={38} />
          <YAxis hide domain={[lowest, 'dataMax']} />
          <ReferenceLine y={0} stroke="var(--line-2)" />
          <Bar dataKey="span" maxBarSize={56} radius={2} isAnimationActive={false} cursor={onSelect ? 'pointer' : undefined} onClick={(_, index) => choose(index)}>
            {data.map((step) => (
              <Cell key={step.key} fill={step.color} />
            ))}
            <LabelList
              dataKey="text"
              content={({ x, y, width, index }) => {
                const step = data[index ?? -1];
                if (!step) return null;
                return (
                  <text x={Number(x) + Number(width) / 2} y={Number(y) - 6} textAnchor="middle" fontSize={12} fontWeight={step.kind === 'change' ? 500 : 600} fill={step.kind === 'change' ? step.color : 'var(--ink)'} style={{ fontVariantNumeric: 'tabular-nums' }}>
                    {step.text}
                  </text>
                );
              }}
            />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
  function choose(index: number) {
    const step = steps[index];
    if (step) onSelect?.(step.key);
  }
}
