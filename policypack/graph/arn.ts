/** The account in an ARN, where it names one. */
export function accountOfArn(arn: string): string | undefined {
    const account = arn.split(":")[4];
    return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
