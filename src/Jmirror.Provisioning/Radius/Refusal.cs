using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>Why a request of RADIUS was not carried out.</summary>
/// <param name="Cause">Error-Cause of the NAK; none where no documented one fits.</param>
/// <param name="Reason">One clause for the secure log, without intercept values; null when the control plane has logged it.</param>
internal readonly record struct Refusal(RadiusErrorCause Cause, string? Reason);
