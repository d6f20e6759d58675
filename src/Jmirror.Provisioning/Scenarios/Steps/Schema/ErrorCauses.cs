using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>What the two steps that send dynamic requests share.</summary>
internal static class ErrorCauses
{
    /// <summary>Notes an Error-Cause where no NAK is expected.</summary>
    public static void Check<TStep>(
        KeyValues<TStep> values,
        Key<TStep, DynamicExpectation> expect,
        Key<TStep, uint> errorCause,
        ErrorList errors
    )
    {
        if (values.Has(errorCause) && values.Get(expect) != DynamicExpectation.Nak)
        {
            errors.Add(
                values.Origin.PositionOf(errorCause.Name),
                "only a NAK has an Error-Cause: say expect: nak, or remove error-cause"
            );
        }
    }
}
