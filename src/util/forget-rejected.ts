/** An answer that is to be kept: `forget` is called where it is an error, so that the question can be asked again. */
export function forgetRejected<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  answer.catch(forget);
  return answer;
}
