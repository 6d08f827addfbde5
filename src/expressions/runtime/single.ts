import { Decimal, javaDecimalText } from '../../util/decimal.ts';

/** A Java float: 32 bits, printed with the digits that tell it from its neighbours. Kestra's `number` filter makes them. */
export class SingleDecimal extends Decimal {
  constructor(value: number) {
    super(Math.fround(value));
  }

  override toString(): string {
    const size = Math.abs(this.value);
    if (!Number.isFinite(size) || size === 0) return super.toString();
    for (let precision = 0; precision < 9; precision += 1) {
      const text = size.toExponential(precision);
      if (Math.fround(Number(text)) !== size) continue;
      const [mantissa = '0', exponent = '0'] = text.split('e');
      return javaDecimalText(this.value < 0, mantissa.replace('.', ''), Number(exponent));
    }
    return super.toString();
  }
}
