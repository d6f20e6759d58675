using System.Diagnostics.CodeAnalysis;
using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Pacing;

/// <summary>Rate programmes as options and files give them: a word for the kind, and a text.</summary>
public static class RateProgrammeText
{
    private static readonly string[] Names = Words.Of<RateProgramme>();

    /// <summary>The word for a kind: <c>TopSpeed</c> is <c>top-speed</c>.</summary>
    public static string NameOf(RateProgramme programme) => Names[(int)programme];

    /// <summary>Finds the kind that a word stands for.</summary>
    public static bool TryFind(ReadOnlySpan<char> word, out RateProgramme programme)
    {
        programme = default;
        for (var i = 0; i < Names.Length; i++)
        {
            if (!word.SequenceEqual(Names[i]))
                continue;
            programme = (RateProgramme)i;
            return true;
        }
        return false;
    }

    /// <summary>
    /// Reads the text of one kind; <paramref name="error"/> is otherwise one sentence that quotes what is wrong.
    /// </summary>
    public static bool TryParse(
        RateProgramme programme,
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PacingSchedule? schedule,
        [NotNullWhen(false)] out string? error
    )
    {
        schedule = null;
        switch (programme)
        {
            case RateProgramme.Multiplier:
                if (RateText.TryParse(text, PacingSchedule.MaxRate, out var multiplier, out error))
                    schedule = PacingSchedule.OriginalTiming(multiplier);
                break;
            case RateProgramme.Pps:
                if (RateText.TryParse(text, PacingSchedule.MaxRate, out var copies, out error))
                    schedule = PacingSchedule.CopiesPerSecond(copies);
                break;
            case RateProgramme.Mbps:
                if (RateText.TryParse(text, PacingSchedule.MaxMegabits, out var megabits, out error))
                    schedule = PacingSchedule.MegabitsPerSecond(megabits);
                break;
            case RateProgramme.Ramp:
                return RampText.TryParse(text, out schedule, out error);
            case RateProgramme.Pulse:
                return PulseText.TryParse(text, out schedule, out error);
            case RateProgramme.Daily:
                return DailyText.TryParse(text, out schedule, out error);
            default:
                error = text is "true" ? null : $"\"{text}\" is not true: leave it out, and give a rate";
                schedule = error is null ? PacingSchedule.TopSpeed : null;
                break;
        }
        return schedule is not null;
    }
}
