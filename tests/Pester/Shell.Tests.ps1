#Requires -Version 7.6
# What tools/Shell offers behaves as in pwsh: these run in whichever of the two runs them, and expect the same of both.
BeforeDiscovery {
    $script:exits = @(
        @{ Arguments = @('-Command', '1'); ExitCode = 0 }
        @{ Arguments = @('-Command', 'exit 4'); ExitCode = 4 }
        @{ Arguments = @('-Command', 'throw 1'); ExitCode = 1 }
        @{ Arguments = @('-Command', 'nosuchcommand'); ExitCode = 1 }
        @{ Arguments = @('-Command', 'nosuchcommand; 1'); ExitCode = 0 }
        @{ Arguments = @('-Command', 'Write-Error 1'); ExitCode = 1 }
        @{ Arguments = @('-Command', 'sh -c "exit 7"'); ExitCode = 1 }
        @{ Arguments = @('-Command', 'if ('); ExitCode = 1 }
        @{ Script = 'exit 5'; ExitCode = 5 }
        @{ Script = 'throw 1'; ExitCode = 1 }
        @{ Script = 'Write-Error 1'; ExitCode = 0 }
        @{ Script = 'sh -c "exit 7"'; ExitCode = 0 }
        @{ Script = '$ErrorActionPreference = "Stop"; Get-Item nosuch; exit 0'; ExitCode = 1 }
        @{ Script = 'if ('; ExitCode = 1 }
        @{ Script = '& { exit 6 }'; ExitCode = 6 }
    )
    $script:expressions = @(
        @{ Expression = '1..9 | Select-Object -First 2'; Text = '1 2' }
        @{ Expression = '1..9 | Select-Object -Last 2'; Text = '8 9' }
        @{ Expression = '1..9 | Select-Object -Skip 7'; Text = '8 9' }
        @{ Expression = '1..9 | Select-Object -Last 2 -Skip 1'; Text = '7 8' }
        @{ Expression = '1..9 | Select-Object -First 2 -Skip 1'; Text = '2 3' }
        @{ Expression = '$n = 0; 1..9 | ForEach-Object { $n++; $_ } | Select-Object -First 2 | Out-Null; $n'; Text = '2' }
        @{ Expression = '"b", "a", "B", "a" | Select-Object -Unique'; Text = 'b a B' }
        @{ Expression = '(@{ a = 1; b = 2 } | Select-Object -Property b, nosuch | ConvertTo-Json -Compress)'; Text = '{"b":2,"nosuch":null}' }
        @{ Expression = '[pscustomobject]@{ a = 1; b = 2 } | Select-Object -ExcludeProperty a | ConvertTo-Json -Compress'; Text = '{"b":2}' }
        @{ Expression = '[pscustomobject]@{ a = 1, 2 } | Select-Object -ExpandProperty a'; Text = '1 2' }
        @{ Expression = '[pscustomobject]@{ a = 1 } | Select-Object @{ n = "x"; e = { $_.a + 1 } } | ConvertTo-Json -Compress'; Text = '{"x":2}' }
        @{ Expression = '3, 1, 2 | Sort-Object'; Text = '1 2 3' }
        @{ Expression = '3, 1, 2, 1 | Sort-Object -Descending -Unique'; Text = '3 2 1' }
        @{ Expression = '"bb", "a", "ab" | Sort-Object Length, { $_ } -Stable'; Text = 'a ab bb' }
        @{ Expression = '"bb", "a", "ab" | Sort-Object @{ e = "Length"; Descending = $true }, { $_ }'; Text = 'ab bb a' }
        @{ Expression = '1, $null, "b" | Sort-Object | ForEach-Object { "[$_]" }'; Text = '[1] [b]' }
        @{ Expression = '"b", "a", "b" | Group-Object | ForEach-Object { "$($_.Name)=$($_.Count)" }'; Text = 'a=1 b=2' }
        @{ Expression = '("b", "a", "b" | Group-Object -AsHashTable)["b"].Count'; Text = '2' }
        @{ Expression = '(1..4 | Measure-Object -Sum -Average -Maximum).PSObject.Properties | Where-Object Value | ForEach-Object { "$($_.Name)=$($_.Value)" }'; Text = 'Count=4 Average=2.5 Sum=10 Maximum=4' }
        @{ Expression = 'Compare-Object 1, 2, 3 2, 3, 4 | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" }'; Text = '4=> 1<=' }
        @{ Expression = 'Join-Path a b c'; Text = 'a/b/c' }
        @{ Expression = 'Split-Path /a/b.txt; Split-Path /a/b.txt -Leaf; Split-Path /a/b.txt -LeafBase; Split-Path /a/b.txt -Extension'; Text = '/a b.txt b .txt' }
        @{ Expression = 'Test-Path /nosuch; Test-Path /tmp -PathType Container; Test-Path /tmp -PathType Leaf; Test-Path nosuch:/x'; Text = 'False True False False' }
        @{ Expression = 'ConvertTo-Json -InputObject @{ a = @(1, "x", $null, $true); b = @{ c = 1.5 } } -Compress | ForEach-Object Length'; Text = '37' }
        @{ Expression = '[ordered]@{ a = 1; b = @() } | ConvertTo-Json'; Text = "{`n  `"a`": 1,`n  `"b`": []`n}" }
        @{ Expression = '@{ a = if ($false) { 1 } } | ConvertTo-Json -Compress'; Text = '{"a":null}' }
        @{ Expression = '[ordered]@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -WarningAction Ignore'; Text = '{"a":{"b":{"c":"System.Collections.Hashtable"}}}' }
        @{ Expression = '[timespan]"0:0:1", [System.DayOfWeek]::Monday, [version]"1.2", [guid]::Empty | Select-Object -Last 3 | ConvertTo-Json -Compress'; Text = '[1,{"Major":1,"Minor":2,"Build":-1,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1},{"value":"00000000-0000-0000-0000-000000000000","Guid":"00000000-0000-0000-0000-000000000000"}]' }
        @{ Expression = '[System.DateTimeOffset]::UnixEpoch, [datetime]::UnixEpoch, [System.DayOfWeek]::Monday | ConvertTo-Json -Compress -EnumsAsStrings'; Text = '["1970-01-01T00:00:00+00:00","1970-01-01T00:00:00Z","Monday"]' }
        @{ Expression = '1 | ConvertTo-Json -AsArray -Compress; 1, 2 | ConvertTo-Json -Compress'; Text = '[1] [1,2]' }
        @{ Expression = '("[1,{""a"":[2,null]}]" | ConvertFrom-Json)[1].a.Count'; Text = '2' }
        @{ Expression = '("{""a"":{""B"":1}}" | ConvertFrom-Json -AsHashtable).a.B'; Text = '1' }
        @{ Expression = '("{""a"":12345678901}" | ConvertFrom-Json).a.GetType().Name'; Text = 'Int64' }
        @{ Expression = '("{""a"":""2020-01-02T03:04:05Z""}" | ConvertFrom-Json).a.GetType().Name'; Text = 'DateTime' }
        @{ Expression = '[pscustomobject]@{ a = 1; b = "x""y" }, [pscustomobject]@{ a = 2 } | ConvertTo-Csv'; Text = '"a","b" "1","x""y" "2",' }
        @{ Expression = '1 | Out-String | ForEach-Object Length'; Text = '2' }
        @{ Expression = '[pscustomobject]@{ a = 1; b = 2 } | Format-Table | Out-String -Stream | Where-Object { $_ } | ForEach-Object Trim'; Text = 'a b - - 1 2' }
        @{ Expression = '[pscustomobject]@{ a = 1; b = 2 } | Format-List b | Out-String -Stream | Where-Object { $_ }'; Text = 'b : 2' }
        @{ Expression = '(Get-Date -Date 2020-01-02 -Format yyyyMMdd), (Get-Random -Minimum 3 -Maximum 4)'; Text = '20200102 3' }
        @{ Expression = '(New-Object System.Version 1, 2).ToString()'; Text = '1.2' }
        @{ Expression = '(1 | Add-Member -NotePropertyName x -NotePropertyValue 2 -PassThru).x'; Text = '2' }
        @{ Expression = '("a" | Get-Member Length).MemberType'; Text = 'Property' }
        @{ Expression = 'Write-Output 1, 2; Write-Output -NoEnumerate 1, 2 | ForEach-Object Count'; Text = '1 2 2' }
        @{ Expression = 'Write-Host a b 6>&1; Write-Warning w 3>&1; Write-Verbose v -Verbose 4>&1; Write-Information i -InformationAction Continue 6>&1'; Text = 'a b w v i' }
        @{ Expression = '(Write-Error e -ErrorId Id -Category ReadError -TargetObject t 2>&1).FullyQualifiedErrorId'; Text = 'Id' }
        @{ Expression = 'function f { Write-Error e -ErrorId Id }; (f 2>&1).FullyQualifiedErrorId'; Text = 'Id,f' }
        @{ Expression = '(Get-Item nosuch 2>&1).FullyQualifiedErrorId'; Text = 'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand' }
        @{ Expression = '(Get-ChildItem nosuch 2>&1).FullyQualifiedErrorId'; Text = 'PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand' }
        @{ Expression = '(Get-Content nosuch 2>&1).FullyQualifiedErrorId'; Text = 'PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand' }
        @{ Expression = '1 | ForEach-Object -Parallel { Join-Path a b }'; Text = 'a/b' }
        @{ Expression = '(Measure-Command { Start-Sleep -Milliseconds 30 }).TotalMilliseconds -ge 30'; Text = 'True' }
    )
}

Describe 'The shell' {
    BeforeAll {
        $script:powershell = & (Join-Path $PSScriptRoot '../../tools/Get-PowerShellPath.ps1')
        function Invoke-PowerShell { $input | & $powershell -NoProfile -NonInteractive @args }
    }

    It 'ends <Arguments> with <ExitCode>' -ForEach @($script:exits | Where-Object { $_.ContainsKey('Arguments') }) {
        $null = Invoke-PowerShell @Arguments 2>&1
        $LASTEXITCODE | Should -Be $ExitCode
    }

    It 'ends a file with <Script> with <ExitCode>' -ForEach @($script:exits | Where-Object { $_.ContainsKey('Script') }) {
        $file = Join-Path $TestDrive 'exit.ps1'
        Set-Content -LiteralPath $file -Value $Script
        $null = Invoke-PowerShell -File $file 2>&1
        $LASTEXITCODE | Should -Be $ExitCode
    }

    It 'hands a file its arguments' {
        $file = Join-Path $TestDrive 'arguments.ps1'
        Set-Content -LiteralPath $file -Value 'param($A, [switch] $B, [switch] $C, $D) "$A|$B|$C|$D|$PSScriptRoot|$args"'
        $line = Invoke-PowerShell -File $file -A 'x y' -B '-C:$false' '-D:z' rest
        $line | Should -Be "x y|True|False|z|$TestDrive|rest"
    }

    It 'keeps errors out of the output' {
        $output = Invoke-PowerShell -Command 'Write-Error oops; 1' 2>$null
        $output | Should -Be '1'
    }

    It 'answers no question with -NonInteractive' {
        $output = Invoke-PowerShell -Command 'Remove-Item nosuch*, $PSHOME -Confirm' 2>&1
        "$output" | Should -BeLike '*NonInteractive*'
    }

    It 'reads commands from its input' {
        $output = '1 + 1', 'exit 3' | Invoke-PowerShell -Command -
        $LASTEXITCODE | Should -Be 3

        # pwsh sets the terminal's mode around each command, even where there is no terminal.
        ($output -join '') -replace '\e\[\?1[hl]' | Should -Be '2'
    }
}

Describe 'The everyday commands' {
    It 'give for <Expression> what is expected' -ForEach $script:expressions {
        $result = & ([scriptblock]::Create($Expression))
        @($result | ForEach-Object { "$_" }) -join ' ' | Should -BeExactly $Text
    }

    It 'write, read, copy, move and remove files' {
        $folder = New-Item -Path (Join-Path $TestDrive 'a [b]') -ItemType Directory
        $file = Join-Path $folder 'x.txt'
        'one', 'two' | Set-Content -LiteralPath $file
        Add-Content -LiteralPath $file -Value 'three'
        Get-Content -LiteralPath $file | Should -Be 'one', 'two', 'three'
        Get-Content -LiteralPath $file -Raw | Should -Be "one`ntwo`nthree`n"
        Get-Content -LiteralPath $file -TotalCount 1 | Should -Be 'one'
        Copy-Item -LiteralPath $file -Destination (Join-Path $folder 'y.txt')
        Move-Item -LiteralPath $file -Destination (Join-Path $folder 'z.txt')
        @(Get-ChildItem -LiteralPath $folder).Name | Should -Be 'y.txt', 'z.txt'
        @(Get-ChildItem -LiteralPath $folder -Filter z*).Count | Should -Be 1
        Set-Content -LiteralPath (Join-Path $folder '.hidden') -Value 'four'
        @(Get-ChildItem -LiteralPath $folder).Count | Should -Be 2
        @(Get-ChildItem -LiteralPath $folder -Force).Count | Should -Be 3
        (Get-ChildItem -LiteralPath $folder | Get-FileHash).Hash | Select-Object -Unique | Should -HaveCount 1
        { Remove-Item -LiteralPath $folder -Recurse -ErrorAction Stop } | Should -Throw -Because 'a hidden file wants -Force'
        Remove-Item -LiteralPath $folder -Recurse -Force
        Test-Path -LiteralPath $folder | Should -BeFalse
    }

    It 'redirect to files, whose names may be patterns' {
        $file = Join-Path $TestDrive 'redirected.txt'
        'one' > $file
        1, 2 >> $file
        Get-Content -LiteralPath $file | Should -Be 'one', '1', '2'
        { 'three' > (Join-Path $TestDrive '[x]/nosuch.txt') } | Should -Throw -ErrorId 'FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand'
    }

    It 'know drives and locations' {
        $null = New-PSDrive -Name Trial -PSProvider FileSystem -Root $TestDrive
        Set-Content -Path Trial:/x.txt -Value 'x'
        Push-Location -Path Trial:/
        (Get-Location).Path | Should -Be 'Trial:/'
        (Get-ChildItem x.*).Name | Should -Be 'x.txt'
        Convert-Path -Path x.txt | Should -Be (Join-Path $TestDrive 'x.txt')
        Pop-Location
        (Resolve-Path -Path Trial:/x*).Path | Should -Be 'Trial:/x.txt'
        Remove-PSDrive -Name Trial
        Test-Path -Path Trial:/x.txt | Should -BeFalse
    }

    It 'bind what Get-ChildItem finds to -LiteralPath' {
        (Get-ChildItem -LiteralPath $PSScriptRoot | Select-Object -First 1).PSPath | Should -BeLike 'Microsoft.PowerShell.Core\FileSystem::*'
    }
}
